import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personas } from '../gateway/identity/personas.ts';
import { importAgency, folderUrl } from '../subgraphs/kit/agencies.ts';
import { upsert } from '../subgraphs/kit/upsert.ts';
import type { Table } from '../subgraphs/kit/table.ts';
import { openSubgraph } from './kit/open-subgraph.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const section = readme.slice(readme.indexOf('## An agency of your own'), readme.indexOf('## How it works'));

/** The code blocks of a language, in their order. */
function blocks(language: string): readonly string[] {
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gmsu'))].map(
    (match) => match[1] ?? '',
  );
}

describe('the agency that the README writes', () => {
  const place = mkdtempSync(join(tmpdir(), 'watchfloor-eighth-'));
  const folder = join(place, 'subgraphs', 'weather');
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    symlinkSync(join(root, 'subgraphs', 'kit'), join(place, 'subgraphs', 'kit'));
    const [source = '', resolvers = '', index = ''] = blocks('ts');
    writeFileSync(join(folder, 'schema.graphql'), blocks('graphql')[0] ?? '');
    writeFileSync(join(folder, 'source.ts'), source);
    writeFileSync(join(folder, 'resolvers.ts'), resolvers);
    writeFileSync(join(folder, 'index.ts'), index);
    writeFileSync(join(folder, 'policy.cedar'), '');
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  test('is one that `watchfloor check` accepts', async () => {
    const given = ['gateway/main.ts', 'check', folder, '--data-dir', join(place, 'data')];
    const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: root });
    expect(stdout).toMatch(/compose\s+9 subgraphs/u);
  });

  test('answers for its own entity and on another agency’s', async () => {
    const agency = await importAgency(folderUrl(folder));
    const room = await openSubgraph(agency);
    const { warnings } = (await import(join(folder, 'source.ts'))) as { readonly warnings: Table<unknown> };
    const division = 'ocd-division/country:us/state:ga';
    await upsert(room.store, warnings, [
      { id: 'w1', text: 'Storm', division, marking: room.scenario.marking('GREEN', 'weather') },
    ]);
    const { data, errors } = await room.ask(
      `{ warnings(jurisdiction: "${division}") { id text jurisdiction { ocdId } marking { tlp status } }
        _entities(representations: [{ __typename: "Jurisdiction", ocdId: "${division}" }, { __typename: "Agency", id: "weather" }]) {
          ... on Jurisdiction { warnings { id } } ... on Agency { weatherPresence { health } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      warnings: [
        {
          id: 'w1',
          text: 'Storm',
          jurisdiction: { ocdId: division },
          marking: { tlp: 'GREEN', status: 'EXERCISE' },
        },
      ],
      _entities: [{ warnings: [{ id: 'w1' }] }, { weatherPresence: { health: 'UP' } }],
    });
    await room.close();
  });
});

test('the README names the personas that there are', () => {
  const text = readme.slice(readme.indexOf('invented roles: '), readme.indexOf('TOKEN='));
  const listed = [...text.matchAll(/`([a-z-]+)`/gu)].map((match) => match[1] ?? '');
  expect(listed.toSorted()).toEqual(personas.map(({ id }) => id).toSorted());
});
