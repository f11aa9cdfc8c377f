import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { PolicyBook } from '../../schema/policy/book.ts';
import { parsePolicyBook, policyBookOf, policyBookText } from '../../schema/policy/policy-book.ts';
import { migrate } from './migrations.ts';
import type { Version } from './publication.ts';

/** One supergraph that was in use: `sources` is the hash of its inputs, `revisions` those of the published ones. */
export interface StoredSupergraph {
  readonly hash: string;
  readonly sdl: string;
  readonly policies: PolicyBook;
  readonly sources: string;
  readonly revisions: Readonly<Record<string, number>>;
  readonly composedAt: string;
}

/** The registry's file: what is written is on the disk when the call returns. */
export interface RegistryStore {
  versions(name?: string): readonly Version[];
  /** The newest version of each name, including those that take a subgraph out. */
  newest(): readonly Version[];
  supergraph(): StoredSupergraph | undefined;
  append(supergraph: StoredSupergraph, version?: Version): void;
  close(): void;
}

const fileName = 'registry.sqlite';

/** Opens `registry.sqlite` in the data directory and makes it where it is missing. */
export function openRegistryStore(dataDir: string): RegistryStore {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(dataDir, fileName), { timeout: 10_000 });
  // A version that was acknowledged must outlive a power cut, hence FULL and not NORMAL.
  database.exec('pragma journal_mode = wal; pragma synchronous = full;');
  migrate(database);
  return storeOf(database);
}

/** The registry of a data directory for reading only; nothing where none was ever opened. */
export function readRegistryStore(dataDir: string): RegistryStore | undefined {
  const file = join(dataDir, fileName);
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  return storeOf(database);
}

function storeOf(database: DatabaseSync): RegistryStore {
  const insertVersion = `insert into version (name, revision, sha256, sdl, policy, url, publisher, published_at)
    values (?, ?, ?, ?, ?, ?, ?, ?)`;
  const insertSupergraph = `insert into supergraph (hash, sdl, policies, sources, revisions, composed_at)
    values (?, ?, ?, ?, ?, ?)`;
  return {
    versions: (name) => {
      const rows =
        name === undefined
          ? database.prepare('select * from version order by name, revision').all()
          : database.prepare('select * from version where name = ? order by revision').all(name);
      return rows.map(versionOf);
    },
    newest: () =>
      database
        .prepare(
          `select * from version as v where revision =
             (select max(revision) from version where name = v.name) order by name`,
        )
        .all()
        .map(versionOf),
    supergraph: () => {
      const row = database.prepare('select * from supergraph order by number desc limit 1').get();
      return row === undefined ? undefined : supergraphRow(row);
    },
    append: ({ hash, sdl, policies, sources, revisions, composedAt }, version) => {
      database.exec('begin immediate');
      try {
        if (version !== undefined) {
          const { name, revision, sha256, url, publisher, publishedAt } = version;
          database
            .prepare(insertVersion)
            .run(name, revision, sha256, version.sdl, version.policy, url, publisher, publishedAt);
        }
        database
          .prepare(insertSupergraph)
          .run(hash, sdl, policyBookText(policies), sources, JSON.stringify(revisions), composedAt);
        database.exec('commit');
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

type Row = Record<string, SQLOutputValue>;

function versionOf(row: Row): Version {
  return {
    name: text(row['name']),
    revision: Number(row['revision']),
    sha256: text(row['sha256']),
    sdl: row['sdl'] === null ? null : text(row['sdl']),
    policy: (row['policy'] ?? null) === null ? null : text(row['policy']),
    url: row['url'] === null ? null : text(row['url']),
    publisher: text(row['publisher']),
    publishedAt: text(row['published_at']),
  };
}

function supergraphRow(row: Row): StoredSupergraph {
  return {
    hash: text(row['hash']),
    sdl: text(row['sdl']),
    // Stored before there were policies: nothing was permitted.
    policies: (row['policies'] ?? null) === null ? policyBookOf([]) : parsePolicyBook(text(row['policies'])),
    sources: text(row['sources']),
    revisions: revisionsOf(text(row['revisions'])),
    composedAt: text(row['composed_at']),
  };
}

function text(value: SQLOutputValue | undefined): string {
  if (typeof value !== 'string') throw new Error('the registry holds a row that this watchfloor cannot read');
  return value;
}

function revisionsOf(json: string): Record<string, number> {
  const value: unknown = JSON.parse(json);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, revision]) => [name, Number(revision)]));
}
