import type { Area } from '../kit/geography.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import type { Contact } from './room-tables.ts';

/** The agencies of the room, by id, with the kind and the name that each has in the exercise. */
export const roomAgencies = {
  elections: { kind: 'ELECTIONS', name: 'State election offices (exercise)' },
  cyber: { kind: 'CYBER', name: 'Cyber defence agency (exercise)' },
  'law-enforcement': { kind: 'LAW_ENFORCEMENT', name: 'Law enforcement (exercise)' },
  intelligence: { kind: 'INTELLIGENCE', name: 'Intelligence services (exercise)' },
  'information-environment': {
    kind: 'INFORMATION_ENVIRONMENT',
    name: 'Information environment analysts (exercise)',
  },
  coordination: { kind: 'COORDINATION', name: 'Coordination centre (exercise)' },
  exercise: { kind: 'EXERCISE', name: 'Exercise control (exercise)' },
} as const;

/** The id of an agency of the room. */
export type RoomAgency = keyof typeof roomAgencies;

/** The ids of the agencies of the room. */
export const roomAgencyIds = Object.keys(roomAgencies) as readonly RoomAgency[];

/** The id of an agency's duty desk, or of the desk behind it. */
export function dutyDeskId(agency: RoomAgency, backup = false): string {
  return backup ? `contact:${agency}:backup` : `contact:${agency}:duty`;
}

/** The id of a division's election desk. */
export function electionDeskId(ocdId: string): string {
  return `contact:${ocdId}:election-desk`;
}

/** The id of the desk of a state's chief election official. */
export function chiefOfficialId(state: string): string {
  return `contact:${state}:chief-official`;
}

/** The id of a division's desk for the publication of results. */
export function resultsDeskId(ocdId: string): string {
  return `contact:${ocdId}:results-desk`;
}

/** Every county that the exercise plays in: all of Georgia's, and the others that an incident names. */
export function playedCounties(scenario: Scenario): readonly Area[] {
  const own = new Set(scenario.counties.map(({ ocdId }) => ocdId));
  const others = new Set(scenario.incidents.map(({ county }) => county).filter((county) => !own.has(county)));
  return [...scenario.counties, ...[...others].map((county) => scenario.county(county))];
}

/** All desks of the exercise: two of every agency, one of every county and state, and those for results. */
export function desks(scenario: Scenario): readonly Contact[] {
  const chatham = scenario.story('ddosChatham').county;
  const desk = deskOf(scenario);
  return [
    ...roomAgencyIds.flatMap((agency) => [
      desk({
        id: dutyDeskId(agency),
        desk: `${deskName(agency)} duty desk`,
        role: 'duty officer',
        agencyId: agency,
        dutyDeskOf: agency,
        hasMobile: true,
      }),
      desk({
        id: dutyDeskId(agency, true),
        desk: `${deskName(agency)} second desk`,
        role: 'deputy duty officer',
        agencyId: agency,
      }),
    ]),
    ...scenario.states.flatMap(({ ocdId, name }) => [
      desk({
        id: chiefOfficialId(ocdId),
        desk: `Office of the chief election official of ${name}`,
        role: 'chief state election official',
        agencyId: 'elections',
        certifiesFor: ocdId,
        hasMobile: true,
      }),
      desk({
        id: electionDeskId(ocdId),
        desk: `${name} election desk`,
        role: 'state election director on duty',
        agencyId: 'elections',
      }),
    ]),
    ...playedCounties(scenario).map(({ ocdId, name }) =>
      desk({
        id: electionDeskId(ocdId),
        desk: `${name} County election desk`,
        role: 'election supervisor on duty',
        agencyId: 'elections',
      }),
    ),
    desk({
      id: resultsDeskId(chatham),
      desk: 'Chatham County results desk',
      role: 'results reporting lead',
      agencyId: 'elections',
      hasMobile: true,
    }),
    desk({
      id: resultsDeskId(scenario.home),
      desk: 'State results desk',
      role: 'results reporting lead',
      agencyId: 'elections',
    }),
  ];
}

function deskName(agency: RoomAgency): string {
  return roomAgencies[agency].name.replace(' (exercise)', '');
}

interface DeskSpec {
  readonly id: string;
  readonly desk: string;
  readonly role: string;
  readonly agencyId: RoomAgency;
  readonly dutyDeskOf?: RoomAgency;
  readonly certifiesFor?: string;
  readonly hasMobile?: boolean;
}

function deskOf(scenario: Scenario): (spec: DeskSpec) => Contact {
  const random = scenario.random('telephone numbers');
  const number = (): string => `+1 555 01${String(random.between(0, 99)).padStart(2, '0')}`;
  return ({ id, desk, role, agencyId, dutyDeskOf = null, certifiesFor = null, hasMobile = false }) => ({
    id,
    desk,
    role,
    agencyId,
    phone: number(),
    mobile: hasMobile ? number() : null,
    dutyDeskOf,
    certifiesFor,
    marking: scenario.marking('AMBER', agencyId, { releasableTo: roomAgencyIds }),
  });
}
