import type { Assignment } from '../principal/principal.ts';
import type { Claims } from './claim.ts';

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
  /** Whether it lives in the exercise's world; everybody does who does not say otherwise. */
  readonly exercise: boolean;
  readonly jurisdiction?: string;
}

const taskForce = ['election-security-task-force'];
const georgia = 'ocd-division/country:us/state:ga';
/** From before the exercise's day on, for as long as anybody plays it. */
const wholeExercise = { validFrom: '2024-01-01T00:00:00Z', validTo: '2099-12-31T23:59:59Z' };
const granted = { grantedBy: 'urn:watchfloor:persona:watch-officer' };
const onTaskForce = { kind: 'task-force', id: 'election-security-task-force', ...granted };

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
    'unmasking-analyst',
    'Intelligence analyst, unmask approval',
    'may see who a masked person is, by an approval',
    'intelligence',
    'INTELLIGENCE_ANALYST',
    {
      purposes: ['INTEL'],
      assignments: [{ kind: 'approval', id: 'unmask-approval', ...wholeExercise, ...granted }],
    },
  ),
  persona(
    'information-environment-analyst',
    'Information-environment analyst',
    'follows false narratives about voting',
    'information-environment',
    'INFORMATION_ENVIRONMENT_ANALYST',
  ),
  persona(
    'vendor-liaison',
    'Vendor liaison',
    'passes technical detail to and from vendors',
    'elections',
    'VENDOR_LIAISON',
  ),
  persona('watch-officer', 'Watch officer', 'keeps the picture of the room', 'coordination', 'WATCH_OFFICER'),
  persona(
    'notification-panel-member',
    'Notification panel member',
    'weighs whether the public must be told',
    'coordination',
    'NOTIFICATION_PANEL',
  ),
  persona(
    'task-force-member',
    'Task-force member, on shift',
    'reaches the contacts of the room',
    'information-environment',
    'TASK_FORCE_MEMBER',
    { assignments: [{ ...onTaskForce, ...wholeExercise }] },
  ),
  persona(
    'former-task-force-member',
    'Task-force member, shift over',
    'has an assignment that has expired',
    'information-environment',
    'TASK_FORCE_MEMBER',
    {
      assignments: [{ ...onTaskForce, validFrom: '2024-01-01T00:00:00Z', validTo: '2024-11-01T00:00:00Z' }],
    },
  ),
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
  persona(
    'exercise-outsider',
    'Watch officer outside the exercise',
    'works on what is real and sees nothing that is played',
    'coordination',
    'WATCH_OFFICER',
    { exercise: false },
  ),
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

/** The claims a token of `who` carries besides those the issuer sets itself (iss, aud, iat, exp, jti); `agency` replaces the persona's own where it is given. */
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
    exercise: who.exercise,
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
  const usual = { scopes: [], assignments: [], purposes: [], community: taskForce, exercise: true };
  return { id, name, does, agency, roles: [role], ...usual, ...more };
}
