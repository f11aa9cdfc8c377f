import type { Assignment } from '../principal/principal.ts';

/** Claims of a token besides those the issuer sets itself (iss, aud, iat, exp, jti). */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * An invented person of the demonstration: `id` names the persona on the command line, `does` says in one
 * sentence whose eyes it lends, the rest becomes claims.
 */
export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly does: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly community: readonly string[];
  readonly assignments: readonly Assignment[];
  readonly purposes: readonly string[];
  readonly jurisdiction?: string;
}

const taskForce = ['election-security-task-force'];
const georgia = 'ocd-division/country:us/state:ga';

/** Everybody the demo issuer signs for, in the order in which they are shown. All of them are invented. */
export const personas: readonly Persona[] = [
  persona(
    'county-clerk',
    'County clerk, Fulton',
    'runs elections in one county',
    'elections',
    'COUNTY_CLERK',
    {
      jurisdiction: `${georgia}/county:fulton`,
    },
  ),
  persona(
    'chief-state-election-official',
    'Chief state election official',
    'certifies the results of the state',
    'elections',
    'CHIEF_STATE_ELECTION_OFFICIAL',
    { jurisdiction: georgia },
  ),
  persona('cyber-analyst', 'Cyber analyst', 'works incidents and vulnerabilities', 'cyber', 'CYBER_ANALYST', {
    purposes: ['NETDEF'],
  }),
  persona(
    'election-crimes-coordinator',
    'Election crimes coordinator',
    'coordinates cases of election crime',
    'law-enforcement',
    'ELECTION_CRIMES_COORDINATOR',
    { purposes: ['LEGAL'] },
  ),
  persona(
    'intelligence-analyst',
    'Intelligence analyst',
    'assesses foreign interference',
    'intelligence',
    'INTELLIGENCE_ANALYST',
    { purposes: ['INTEL'] },
  ),
  persona(
    'information-environment-analyst',
    'Information-environment analyst',
    'follows false narratives about voting',
    'information-environment',
    'INFORMATION_ENVIRONMENT_ANALYST',
  ),
  persona('watch-officer', 'Watch officer', 'keeps the picture of the room', 'coordination', 'WATCH_OFFICER'),
  persona(
    'exercise-controller',
    'Exercise controller',
    'steers the exercise and knows what comes next',
    'exercise',
    'EXERCISE_CONTROLLER',
  ),
  persona('player', 'Player, DeKalb', 'plays a county in the exercise', 'elections', 'PLAYER', {
    jurisdiction: `${georgia}/county:dekalb`,
  }),
  persona('data-steward', 'Data steward', 'answers for what is shared', 'coordination', 'DATA_STEWARD'),
  persona('auditor', 'Auditor', 'checks what was shared with whom', 'coordination', 'AUDITOR'),
  persona('public', 'Member of the public', 'belongs to no agency of the room', 'public', 'PUBLIC', {
    community: [],
  }),
  persona(
    'agency-developer',
    'Agency developer',
    'publishes the schema of an agency',
    'coordination',
    'DEVELOPER',
    { scopes: ['registry:publish'] },
  ),
];

/** The persona called `id`, if there is one. */
export function findPersona(id: string): Persona | undefined {
  return personas.find((candidate) => candidate.id === id);
}

/** The claims a token of `who` carries; `agency` replaces the persona's own where it is given. */
export function claimsOf(who: Persona, agency: string = who.agency): Claims {
  return {
    sub: `urn:watchfloor:persona:${who.id}`,
    name: who.name,
    agency,
    roles: who.roles,
    scope: who.scopes.join(' '),
    community: who.community,
    assignments: who.assignments,
    purposes: who.purposes,
    exercise: true,
    ...(who.jurisdiction === undefined ? {} : { jurisdiction: who.jurisdiction }),
  };
}

function persona(
  id: string,
  name: string,
  does: string,
  agency: string,
  role: string,
  more: Partial<Persona> = {},
): Persona {
  const nothing = { scopes: [], assignments: [], purposes: [] };
  return { id, name, does, agency, roles: [role], community: taskForce, ...nothing, ...more };
}
