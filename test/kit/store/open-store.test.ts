import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../subgraphs/kit/open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('opening a store', () => {
  it.each(['', '../elections', 'Elections', 'a b', 'x"; drop schema public; --'])(
    'refuses the agency `%s`',
    async (agency) => {
      await expect(openStore({ agency, dataDir: folder })).rejects.toThrow('is no agency id');
    },
  );

  it('refuses a connection that is no PostgreSQL URL without repeating it', async () => {
    const error: unknown = await openStore({
      agency: 'elections',
      dataDir: folder,
      connection: 'mysql://u:hunter2@h/d',
    }).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('begin it with `postgres://`');
    expect(String(error)).not.toContain('hunter2');
  });

  it('says that a server is not there without repeating its password', async () => {
    const connection = 'postgres://u:hunter2@127.0.0.1:1/d';
    const error = await openStore({ agency: 'elections', dataDir: folder, connection }).catch(
      (thrown: unknown) => thrown as Error,
    );
    expect(error).toMatchObject({
      message: expect.stringContaining('the PostgreSQL store of `elections` cannot be opened'),
    });
    expect(
      JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause),
    ).not.toContain('hunter2');
  });

  it('keeps a file and its folder from other users', async () => {
    const dataDir = join(folder, 'new');
    const store = await openStore({ agency: 'elections', dataDir });
    await store.script('create table a (b text)');
    const modes = [dataDir, ...['', '-wal'].map((end) => join(dataDir, `elections.sqlite${end}`))].map(
      (path) => statSync(path).mode & 0o077,
    );
    await store.close();
    expect(modes).toEqual([0, 0, 0]);
  });

  it('writes ahead, syncs every commit and minds foreign keys', async () => {
    const store = await openStore({ agency: 'pragmas', dataDir: folder });
    await store.transaction(async (transaction) => {
      expect(await transaction.query('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      expect(await transaction.query('pragma synchronous')).toEqual([{ synchronous: 2 }]);
      expect(await transaction.query('pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    });
    await store.close();
  });
});
