import { permitWhen } from '../../policy/written.ts';
import type { Graph } from './attack-room.ts';

type Row = Readonly<Record<string, unknown>>;

const everywhere = '@flow(mayEnter: ["notes", "labs", "desk"])';
const secret = '@access(action: "secret.read")';

/**
 * A graph of three agencies: `notes` holds people and documents, `labs` computes from them, `desk` hangs notes of its
 * own on them.
 *
 * `secret` stands in every protected value. `secret.read` is for the police alone; `case.read` is decided by each
 * object's marking.
 */
export function graphWith(secretText: string): Graph {
  const marking = (over: Row = {}): Row => ({
    tlp: 'GREEN',
    releasableTo: ['police'],
    originator: 'notes',
    caveats: [],
    case: null,
    status: 'EXERCISE',
    division: null,
    ...over,
  });
  const people: readonly Row[] = ['a', 'b', 'c'].map((id) => {
    const own = id === 'b' ? secretText : `9${id}`;
    return {
      __typename: 'Person',
      id,
      name: `Person ${id}`,
      ssn: own,
      hidden: own,
      grade: own,
      masked: own,
      exact: own,
      rough: 'rough',
      whole: own,
      part: 'part',
      dob: own,
      list: [own, own],
      boss: id === 'a' ? { id: 'b' } : null,
      secretBoss: { id: secretText.startsWith('1') ? 'a' : 'c' },
      marking: marking(),
    };
  });
  const person = (id: unknown): Row | null => people.find((each) => each['id'] === id) ?? null;
  const memo: Row = {
    __typename: 'Memo',
    id: 'm',
    secret: secretText,
    token: secretText,
    pub: 'public',
    title: 'memo',
    deep: secretText,
    owner: secretText.startsWith('1') ? person('a') : person('c'),
    marking: marking(),
  };
  const flyer: Row = { __typename: 'Flyer', id: 'f', secret: 'nothing', pub: 'public', marking: marking() };
  const vault: Row = {
    __typename: 'Vault',
    id: 'v',
    pub: secretText,
    secret: secretText,
    marking: marking(),
  };
  const chosen = (given: {
    readonly where?: Row | null;
    readonly orderBy?: string | null;
  }): readonly Row[] => {
    const { where, orderBy } = given;
    const found = people.filter((each) => matches(each, where ?? {}));
    const key = { SSN: 'ssn', GRADE: 'grade', NAME: 'name' }[orderBy ?? 'NAME'] ?? 'name';
    return found.toSorted((x, y) => (String(x[key]) < String(y[key]) ? -1 : 1));
  };
  return {
    subgraphs: {
      notes: {
        sdl: `
          type Query {
            person(id: ID!): Person @public
            people(where: PersonFilter, orderBy: PersonOrder, ssn: String @reveals(coordinates: ["Person.ssn"])): [Person!] @public
            page(where: PersonFilter): Page @public
            node(id: ID): Node @public
            nodes: [Node!] @public
            guarded: Guarded @public
            sealed: Sealed @public
            either: [Either!] @public
            echo(text: String ${secret}): String @public
            vaults: [Vault!] @public
            kind: Kind @public
          }
          interface Node { id: ID! secret: String pub: String }
          interface Doc implements Node { id: ID! secret: String pub: String title: String }
          interface Filed implements Doc & Node { id: ID! secret: String pub: String title: String deep: String ${secret} }
          interface Guarded { id: ID! token: String ${secret} }
          interface Sealed { pub: String }
          union Either = Memo | Flyer | Vault
          type Memo implements Filed & Doc & Node & Guarded @key(fields: "id") @marked(by: "marking") {
            id: ID! ${everywhere}
            secret: String ${secret}
            token: String
            pub: String
            title: String
            deep: String
            owner: Person ${secret}
            marking: Marking
          }
          type Flyer implements Node @key(fields: "id") @marked(by: "marking") {
            id: ID! ${everywhere}
            secret: String
            pub: String
            marking: Marking
          }
          type Vault implements Sealed & Node @key(fields: "id") @marked(by: "marking") ${secret} {
            id: ID! ${everywhere}
            secret: String
            pub: String
            marking: Marking
          }
          type Person @key(fields: "id") @marked(by: "marking") {
            id: ID! ${everywhere}
            name: String
            ssn: String ${secret} @withhold(mode: NULL, reason: NEED_TO_KNOW)
            hidden: String ${secret} @withhold(mode: HIDDEN)
            grade: String @access(action: "case.read") @withhold(mode: NULL, reason: NEED_TO_KNOW)
            masked: String ${secret} @withhold(mode: MASK, mask: "somebody")
            exact: String ${secret} @withhold(mode: GENERALIZE, generalize: "rough")
            rough: String
            whole: String ${secret} @withhold(mode: TEARLINE, tearline: "part")
            part: String
            dob: String ${secret} @flow(mayEnter: ["notes", "labs"])
            list: [String!] ${secret}
            boss: Person
            secretBoss: Person ${secret}
            marking: Marking
          }
          enum PersonOrder { NAME SSN @reveals(coordinates: ["Person.ssn"]) GRADE @reveals(coordinates: ["Person.grade"]) }
          input PersonFilter {
            name: String
            ssn: String @reveals(coordinates: ["Person.ssn"])
            startsWith: String @reveals(coordinates: ["Person.ssn"])
            grade: String @reveals(coordinates: ["Person.grade"])
            any: [PersonFilter!]
          }
          type Page @public { nodes: [Person!]! }
          enum Kind { OPEN CLOSED ${secret} }
        `,
        resolvers: {
          Query: {
            person: (_: unknown, { id }: Row) => person(id),
            people: (_: unknown, given: Row) =>
              chosen({
                ...given,
                where: { ...(given['where'] as Row), ...(given['ssn'] ? { ssn: given['ssn'] } : {}) },
              }),
            page: (_: unknown, given: Row) => ({ nodes: chosen(given) }),
            node: () => memo,
            nodes: () => [memo, flyer],
            guarded: () => memo,
            sealed: () => vault,
            either: () => [memo, flyer, vault],
            echo: (_: unknown, { text }: Row) => text,
            vaults: () => (secretText.startsWith('1') ? [vault] : []),
            kind: () => 'OPEN',
          },
          Person: {
            __resolveReference: ({ id }: Row) => person(id),
            boss: ({ boss }: Row) => boss && person((boss as Row)['id']),
            secretBoss: ({ secretBoss }: Row) => person((secretBoss as Row)['id']),
          },
          Memo: { __resolveReference: () => memo },
          Flyer: { __resolveReference: () => flyer },
          Vault: { __resolveReference: () => vault },
          ...Object.fromEntries(
            ['Node', 'Doc', 'Filed', 'Guarded', 'Sealed', 'Either'].map((name) => [
              name,
              { __resolveType: (row: Row) => row['__typename'] },
            ]),
          ),
        },
      },
      labs: {
        sdl: `
          type Query { samples: [Node!] @public }
          interface Node { id: ID! secret: String pub: String }
          type Sample implements Node @key(fields: "id") @marked(by: "marking") {
            id: ID! ${everywhere}
            secret: String ${secret}
            pub: String
            marking: Marking
          }
          type Person @key(fields: "id") {
            id: ID!
            ssn: String @external
            dob: String @external
            age: String @requires(fields: "dob") @access(action: "display")
            hash: String @requires(fields: "ssn") @access(action: "display")
          }
        `,
        resolvers: {
          Query: {
            samples: () => [
              {
                __typename: 'Sample',
                id: 's',
                secret: secretText,
                pub: 'public',
                marking: marking({ originator: 'labs' }),
              },
            ],
          },
          Node: { __resolveType: () => 'Sample' },
          Person: {
            age: ({ dob }: Row) => `age of ${String(dob)}`,
            hash: ({ ssn }: Row) => `hash of ${String(ssn)}`,
          },
        },
      },
      desk: {
        sdl: `
          type Query { noted: Person @public }
          type Person @key(fields: "id") {
            id: ID!
            note: Note @access(action: "display")
            failing: String @access(action: "display")
          }
          type Note @marked(by: "marking") { text: String marking: Marking }
        `,
        resolvers: {
          Query: { noted: () => ({ id: 'b' }) },
          Person: {
            note: () => ({ text: secretText, marking: marking({ tlp: 'RED', originator: 'desk' }) }),
            failing: () => {
              throw new Error(`could not read ${secretText}`);
            },
          },
        },
      },
    },
    policies: {
      'notes.display': permitWhen('principal.community.contains("room")'),
      'notes.secret': permitWhen('principal.agency == "police"', 'secret.read'),
      'notes.case': permitWhen('resource.releasableTo.contains(principal.agency)', 'case.read'),
      'labs.display': permitWhen('principal.community.contains("room")'),
      'labs.secret': permitWhen('principal.agency == "police"', 'secret.read'),
      'desk.display': permitWhen(
        'resource.type == "Person" || resource.releasableTo.contains(principal.agency)',
      ),
    },
  };
}

function matches(row: Row, { any, startsWith, ...plain }: Row): boolean {
  const alternatives = any as readonly Row[] | null | undefined;
  if (alternatives && !alternatives.some((each) => matches(row, each))) return false;
  if (typeof startsWith === 'string' && !String(row['ssn']).startsWith(startsWith)) return false;
  return Object.entries(plain).every(
    ([key, value]) => value === null || value === undefined || row[key] === value,
  );
}
