import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldRules } from '../../gateway/supergraph/field-rules.ts';
import { composed, openRoom, type TinyRoom } from './tiny-room.ts';

const link = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective", "@inaccessible"])
    @link(url: "https://watchfloor.example/authorization/v1.0", import: ["@access", "@public", "@marked", "@withhold", "@audited"])
    @composeDirective(name: "@access") @composeDirective(name: "@public") @composeDirective(name: "@marked")
    @composeDirective(name: "@withhold") @composeDirective(name: "@audited")
  directive @access(action: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
  directive @public repeatable on FIELD_DEFINITION | OBJECT
  directive @marked(by: String!) repeatable on OBJECT | INTERFACE
  directive @withhold(mode: WithholdMode!, mask: String, tearline: String, generalize: String, reason: WithheldReason) repeatable on FIELD_DEFINITION
  directive @audited(level: AuditLevel!) repeatable on FIELD_DEFINITION | OBJECT
  enum WithholdMode { NULL TEARLINE MASK GENERALIZE COUNT HIDDEN DENY }
  enum WithheldReason { NEED_TO_KNOW VICTIM_PROTECTION LES ORCON IDSRC PII PCII EMBARGO EXERCISE_CONTROL }
  enum AuditLevel { ROUTINE SENSITIVE }
`;
const cyber = {
  name: 'cyber',
  url: 'http://127.0.0.1:1/graphql',
  sdl: `${link}
    type Query { incident: Incident @public open: Open @public }
    type Incident @key(fields: "id") @marked(by: "label") @access(action: "incident.read") {
      id: ID! @public
      label: String @public
      title: String
      victim: String @access(action: "incident.victim") @withhold(mode: MASK, mask: "a county", reason: VICTIM_PROTECTION)
      informant: String @withhold(mode: HIDDEN, reason: IDSRC)
      secretPlan: String @inaccessible
      closing: String @withhold(mode: DENY)
    }
    type Open @public { plain: String audited: String @audited(level: SENSITIVE) }
  `,
};
const lawEnforcement = {
  name: 'law-enforcement',
  url: 'http://127.0.0.1:1/graphql',
  sdl: `${link}
    type Query { cases: [String] @public }
    type Incident @key(fields: "id") {
      id: ID! @public
      caseNumber: String @withhold(mode: NULL, reason: LES)
    }
  `,
};
interface Page {
  readonly nodes: readonly { readonly coordinate: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
const victim = {
  coordinate: 'Incident.victim',
  custodian: 'cyber',
  action: 'incident.read, incident.victim',
  withholdMode: 'MASK',
  reason: 'VICTIM_PROTECTION',
  requestable: true,
};

describe('the rules of a supergraph', () => {
  test('are those of its governed fields, each with the agency that answers it', async () => {
    const { sdl } = await composed([cyber, lawEnforcement]);
    expect(fieldRules(sdl).filter(({ custodian }) => custodian !== 'watchfloor')).toEqual([
      {
        coordinate: 'Incident.caseNumber',
        custodian: 'law-enforcement',
        actions: ['display', 'incident.read'],
        withholdMode: 'NULL',
        reason: 'LES',
        requestable: true,
      },
      {
        coordinate: 'Incident.closing',
        custodian: 'cyber',
        actions: ['display', 'incident.read'],
        withholdMode: 'DENY',
        requestable: false,
      },
      {
        coordinate: 'Incident.title',
        custodian: 'cyber',
        actions: ['display', 'incident.read'],
        withholdMode: 'NULL',
        requestable: true,
      },
      {
        coordinate: 'Incident.victim',
        custodian: 'cyber',
        actions: ['incident.read', 'incident.victim'],
        withholdMode: 'MASK',
        reason: 'VICTIM_PROTECTION',
        requestable: true,
      },
      {
        coordinate: 'Open.audited',
        custodian: 'cyber',
        actions: ['display'],
        withholdMode: 'NULL',
        requestable: true,
      },
    ]);
  });

  test('do not tell of hidden and inaccessible fields', async () => {
    const { sdl } = await composed([cyber, lawEnforcement]);
    expect(JSON.stringify(fieldRules(sdl))).not.toMatch(/informant|secretPlan/);
  });

  test('take the strictest mode that any subgraph states', async () => {
    const strict = cyber.sdl.replace(
      'title: String',
      'title: String @withhold(mode: TEARLINE, tearline: "label") @withhold(mode: COUNT, reason: LES)',
    );
    const { sdl } = await composed([{ ...cyber, sdl: strict }]);
    expect(fieldRules(sdl).find(({ coordinate }) => coordinate === 'Incident.title')).toMatchObject({
      withholdMode: 'COUNT',
      reason: 'LES',
    });
  });
});

describe('over the graph', () => {
  let room: TinyRoom;
  beforeAll(async () => {
    room = await openRoom();
    await room.announce(await composed([cyber, lawEnforcement]));
  });
  afterAll(() => room.close());

  const rule = 'coordinate custodian action withholdMode reason requestable';
  const ask = async (args: string, declared = '', variables?: Record<string, unknown>) =>
    room.ask(
      `query ${declared} { fieldRules${args} { nodes { ${rule} } totalCount pageInfo { hasNextPage endCursor } } }`,
      variables,
    );

  test('a caller is told who it is taken for', async () => {
    const answer = await room.ask('{ viewer { id name agency roles community exercise demo } }');
    expect(answer.data).toEqual({
      viewer: {
        id: 'urn:watchfloor:persona:watch-officer',
        name: 'Watch officer',
        agency: 'coordination',
        roles: ['WATCH_OFFICER'],
        community: ['election-security-task-force'],
        exercise: true,
        demo: true,
      },
    });
  });

  test('rules can be asked for by coordinate and by custodian', async () => {
    const byCoordinate = await ask('(coordinates: $c)', '($c: [String!])', {
      c: ['Incident.victim', 'Incident.nothing'],
    });
    expect(byCoordinate.data).toMatchObject({ fieldRules: { nodes: [victim], totalCount: 1 } });
    const byCustodian = await ask('(custodian: "law-enforcement")');
    expect(byCustodian.data).toMatchObject({
      fieldRules: { nodes: [{ coordinate: 'Incident.caseNumber' }], totalCount: 1 },
    });
  });

  test('pages follow one another without gap or double', async () => {
    const seen: unknown[] = [];
    let after: unknown = null;
    for (let page = 0; page < 9 && after !== undefined; page += 1) {
      const { data } = await ask('(first: 2, after: $after)', '($after: String)', { after });
      const { nodes, pageInfo } = (data?.['fieldRules'] ?? {}) as Page;
      seen.push(...nodes.map(({ coordinate }) => coordinate));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    }
    expect(seen).toEqual([
      'Incident.caseNumber',
      'Incident.closing',
      'Incident.title',
      'Incident.victim',
      'Open.audited',
    ]);
  });

  test.each(['(first: 0)', '(first: 501)', '(after: "x")'])('%s is refused and says why', async (args) => {
    const answer = await ask(args);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(answer.errors?.[0]?.message).toMatch(/`first` must be|`after` is no cursor/);
  });
});
