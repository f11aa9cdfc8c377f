import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWholeRoom, type WholeRoom } from '../../questions/whole-room.ts';

let room: WholeRoom;
beforeAll(async () => {
  room = await openWholeRoom({ enforced: true });
}, 60_000);
afterAll(() => room.close());

/** Whose breach it is is what another county tries to find out. */
const query = '{ incident(id: "INC-2024-11-05-0003") { title victim { organization } } }';
const secret = /lowndes/iu;
const json = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

/** One way to send the question, and the status that it comes to. */
interface Way {
  readonly id: string;
  readonly tries: string;
  readonly status: number;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  readonly path?: string;
}

const asked = JSON.stringify({ query });
const ways: readonly Way[] = [
  {
    id: 'HTTP-1',
    tries: 'the query by GET',
    status: 200,
    method: 'GET',
    path: `?query=${encodeURIComponent(query)}`,
  },
  {
    id: 'HTTP-1',
    tries: 'a mutation by GET',
    status: 405,
    method: 'GET',
    path: '?query=mutation%20%7B%20x%20%7D',
  },
  { id: 'HTTP-1', tries: 'HEAD', status: 404, method: 'HEAD', path: `?query=${encodeURIComponent(query)}` },
  { id: 'HTTP-2', tries: 'text/plain', status: 415, headers: { 'content-type': 'text/plain' }, body: asked },
  {
    id: 'HTTP-2',
    tries: 'a form',
    status: 415,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `query=${encodeURIComponent(query)}`,
  },
  {
    id: 'HTTP-2',
    tries: 'application/graphql',
    status: 415,
    headers: { 'content-type': 'application/graphql' },
    body: query,
  },
  {
    id: 'HTTP-4',
    tries: 'a header that overrides the method',
    status: 200,
    headers: { ...json, 'x-http-method-override': 'DELETE', 'x-method-override': 'PUT' },
    body: asked,
  },
  { id: 'HTTP-5', tries: 'a multipart upload that maps onto variables', status: 415, body: upload() },
  {
    id: 'BATCH-1',
    tries: 'several operations in one request',
    status: 400,
    headers: json,
    body: `[${asked},${asked}]`,
  },
  {
    id: 'REQ-12',
    tries: 'headers that ask routers for their plan',
    status: 200,
    headers: {
      ...json,
      'apollo-query-plan-experimental': '1',
      'apollo-expose-query-plan': 'true',
      'x-apollo-query-plan': '1',
    },
    body: asked,
  },
  {
    id: 'REQ-12',
    tries: 'an extension that asks for the plan',
    status: 200,
    headers: json,
    body: JSON.stringify({ query, extensions: { __exposeQueryPlanExperimental: true } }),
  },
  {
    id: 'HDR-1',
    tries: 'the gateway’s own context as a header',
    status: 200,
    headers: { ...json, 'x-gateway-context': '{"agency":"law-enforcement"}' },
    body: asked,
  },
  {
    id: 'HDR-2',
    tries: 'somebody else’s name in headers',
    status: 200,
    headers: {
      ...json,
      'x-user-id': 'root',
      'x-agency': 'law-enforcement',
      'x-forwarded-user': 'root',
      'x-roles': 'CHIEF_STATE_ELECTION_OFFICIAL',
    },
    body: asked,
  },
  {
    id: 'HDR-6',
    tries: 'claims in the request’s extensions',
    status: 200,
    headers: json,
    body: JSON.stringify({
      query,
      extensions: { jwt: { agency: 'law-enforcement' }, claims: { agency: 'law-enforcement' } },
    }),
  },
  {
    id: 'CACHE-9',
    tries: 'a condition that only another answer meets',
    status: 200,
    headers: { ...json, 'if-none-match': '*', 'if-modified-since': new Date(0).toUTCString() },
    body: asked,
  },
];

describe('however it is sent, the answer tells the same', () => {
  test.each(ways.map((way) => [way.id, way.tries, way] as const))('%s: %s', async (_id, _tries, way) => {
    const { status, text, headers } = await send(way, 'county-clerk');
    expect(status).toBe(way.status);
    expect(text).not.toMatch(secret);
    expect(JSON.stringify([...headers])).not.toMatch(secret);
    expect(headers.get('etag')).toBeNull();
    if (status === 200) expect(JSON.parse(text)).toMatchObject({ data: { incident: { victim: null } } });
  });

  test('and somebody who may know it is told', async () => {
    const { text } = await send(
      { id: '', tries: '', status: 200, headers: json, body: asked },
      'election-crimes-coordinator',
    );
    expect(text).toMatch(secret);
  });
});

test('CACHE-8: no answer of the graph may be kept by anybody on the way', async () => {
  for (const persona of ['county-clerk', 'election-crimes-coordinator', 'public']) {
    const { headers } = await send({ id: '', tries: '', status: 200, headers: json, body: asked }, persona);
    expect(headers.get('cache-control')).toBe('private, no-store');
  }
});

test('CACHE-1, CACHE-2, CACHE-10: a document is not registered by one caller for another, whatever its hash', async () => {
  const hash = createHash('sha256').update(query).digest('hex');
  const persisted = (sha256Hash: string, more: object = {}): Way => ({
    id: '',
    tries: '',
    status: 400,
    headers: json,
    body: JSON.stringify({ ...more, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
  });
  await send(persisted(hash, { query }), 'election-crimes-coordinator');
  for (const sent of [persisted(hash), persisted('0'.repeat(64)), persisted('0'.repeat(64), { query })]) {
    const { text } = await send(sent, 'county-clerk');
    expect(text).not.toMatch(secret);
  }
});

test('DIR-5, INTRO-10: no other page of the gateway tells of the graph', async () => {
  for (const path of [
    '/schema',
    '/schema.graphql',
    '/sdl',
    '/metrics',
    '/graphql/sdl',
    '/health',
    '/ready',
    '/playground',
  ]) {
    const response = await fetch(room.url + path);
    const text = await response.text();
    expect(text, path).not.toMatch(/evidenceHold|caseRef|type Incident|@access/u);
  }
});

test('INTRO-1: introspection over HTTP shows each caller the schema without what is hidden from them', async () => {
  const introspection = JSON.stringify({ query: '{ __schema { types { name fields { name } } } }' });
  const way: Way = { id: '', tries: '', status: 200, headers: json, body: introspection };
  const { text: clerks } = await send(way, 'watch-officer');
  for (const hidden of [
    'caseRef',
    'evidenceHold',
    'EvidenceHold',
    'securityPlan',
    'legalProcessUse',
    'division"',
  ]) {
    expect(clerks, hidden).not.toContain(hidden);
  }
  const { text: officers } = await send(way, 'election-crimes-coordinator');
  expect(officers).toContain('caseRef');
});

test('ENT-1: entities and the SDL of agencies are not part of the graph', async () => {
  for (const forbidden of [
    '{ _entities(representations: [{ __typename: "Incident", id: "INC-2024-11-05-0003" }]) { __typename } }',
    '{ _service { sdl } }',
  ]) {
    const { status, text } = await send(
      { id: '', tries: '', status: 400, headers: json, body: JSON.stringify({ query: forbidden }) },
      'election-crimes-coordinator',
    );
    expect(status).toBe(400);
    expect(text).toMatch(/Cannot query field/u);
  }
});

test('BATCH-2, BATCH-5: a denied field costs no other, however often it is asked', async () => {
  const aliases = Array.from({ length: 50 }, (_, index) => `v${index}: victim { organization }`).join(' ');
  const { text } = await send(
    {
      id: '',
      tries: '',
      status: 200,
      headers: json,
      body: JSON.stringify({ query: `{ incident(id: "INC-2024-11-05-0003") { title ${aliases} } }` }),
    },
    'county-clerk',
  );
  const { data, extensions } = JSON.parse(text) as {
    data: { incident: Record<string, unknown> };
    extensions: { withheld: { count: number } };
  };
  expect(data.incident['title']).toBeTruthy();
  expect(extensions.withheld.count).toBe(50);
});

async function send({ method = 'POST', headers = {}, body, path = '' }: Way, persona: string) {
  const response = await fetch(`${room.url}/graphql${path}`, {
    method,
    headers: { ...headers, authorization: `Bearer ${await room.tokenOf(persona)}` },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

function upload(): FormData {
  const form = new FormData();
  form.append('operations', JSON.stringify({ query, variables: { file: null } }));
  form.append('map', '{"0":["variables.file"]}');
  form.append('0', new Blob(['x']));
  return form;
}
