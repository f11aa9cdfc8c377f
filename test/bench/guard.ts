import { buildSchema, execute, parse } from 'graphql';
import { readBook } from '../../subgraphs/kit/guard/read-book.ts';
import { agencyRules } from '../../subgraphs/kit/guard/agency-rules.ts';
import { openAgencyGuard, type CallerRights } from '../../subgraphs/kit/guard/caller-rights.ts';
import { openFetchGuard } from '../../subgraphs/kit/guard/fetch-guard.ts';
import { guardSchema } from '../../subgraphs/kit/guard/guarded-schema.ts';
import { shieldSchema } from '../../subgraphs/kit/guard/shield.ts';
import { callerOf, testGateway } from '../kit/fetch-tokens.ts';

const book = readBook({});
const caller = callerOf({ agency: 'cyber', community: ['election-security-task-force'], exercise: true });

const sdl = `
  directive @public repeatable on FIELD_DEFINITION | OBJECT
  directive @marked(by: String!) repeatable on OBJECT
  type Thing @marked(by: "marking") { a: String b: String c: String d: String e: String marking: Marking }
  type Marking @public { tlp: String }
  type Query { things: [Thing!] @public }
`;
const rules = agencyRules(parse(sdl));
const rights = openAgencyGuard({ agency: 'cyber', rules, book, key: 'a key' }).rightsOf(caller);
const things = Array.from({ length: 10_000 }, (_, index) => ({
  a: 'a',
  b: 'b',
  c: 'c',
  d: 'd',
  e: 'e',
  marking: {
    tlp: index % 3 === 0 ? 'RED' : 'GREEN',
    releasableTo: [],
    originator: 'cyber',
    caveats: [],
    case: null,
    status: 'EXERCISE',
  },
}));
const document = parse('{ things { a b c d e } }');

function schemaOf(guard: (schema: ReturnType<typeof buildSchema>) => void): ReturnType<typeof buildSchema> {
  const schema = buildSchema(sdl);
  guard(schema);
  return schema;
}

const schemas = {
  bare: schemaOf(() => undefined),
  guarded: schemaOf((schema) => guardSchema(schema, rules)),
  shielded: schemaOf((schema) => {
    const fields = [...(rules.types.get('Thing')?.fields ?? [])].map(([field, { actions }]) => [
      field,
      (parent: unknown, _given: unknown, context: unknown) =>
        (context as { readonly rights: CallerRights }).rights.allows(actions, 'Thing', {
          kind: 'read',
          marking: (parent as { readonly marking: unknown }).marking,
        }),
    ]);
    shieldSchema(schema, { Thing: Object.fromEntries(fields) });
  }),
};

const fetches = 20_000;

/**
 * What an agency's own enforcement costs: signing and verifying a fetch, and the fields of a list of 10,000 objects
 * bare, behind the guard, and behind graphql-shield with the same rules. Processor time, since the machine may be busy.
 */
export async function guarding(): Promise<readonly string[]> {
  const lines: string[] = [];
  const gateway = testGateway();
  const body = JSON.stringify({ query: '{ incidents { id title } }'.repeat(10), variables: {} });
  const bytes = Buffer.from(body);
  const guard = openFetchGuard({
    agency: 'cyber',
    key: gateway.keyOf('cyber'),
    publicKey: gateway.publicKey,
  });
  let headers: string[] = [];
  const signing = await costMs(7, () => {
    headers = Array.from(
      { length: fetches },
      () => gateway.headers('cyber', caller, book, body)['authorization'] ?? '',
    );
  });
  const batches = Array.from({ length: 7 }, () =>
    Array.from(
      { length: fetches },
      () => gateway.headers('cyber', caller, book, body)['authorization'] ?? '',
    ),
  );
  const verifying = await costMs(7, () => {
    const now = Date.now();
    for (const header of batches.pop() ?? headers) {
      const shown = guard.shown(header, now);
      if (!shown || !guard.admits(shown, bytes, now)) throw new Error('a right token was refused');
    }
  });

  lines.push(`signing a fetch: ${((signing * 1000) / fetches).toFixed(1)} µs`);
  lines.push(`verifying a fetch: ${((verifying * 1000) / fetches).toFixed(1)} µs`);
  for (const [name, schema] of Object.entries(schemas)) {
    const ms = await costMs(7, () =>
      execute({ schema, document, rootValue: { things }, contextValue: { rights } }),
    );
    lines.push(`10,000 objects of five fields, ${name}: ${ms.toFixed(0)} ms`);
  }
  return lines;
}

/** Processor milliseconds of one run, the least of several. */
async function costMs(runs: number, work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
