import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';
import type { Claims } from '../../gateway/identity/claim.ts';
import type { Scenario } from '../../subgraphs/kit/scenario/scenario.ts';
import type { WholeRoom } from '../questions/whole-room.ts';

const georgia = 'ocd-division/country:us/state:ga';
/** The county that was breached, and the one that is the victim in the other world. */
export const victims = { one: `${georgia}/county:lowndes`, other: `${georgia}/county:tift` } as const;

/** The same exercise with another victim of the same breach. */
export function withOtherVictim(scenario: Scenario, agency: string): Scenario {
  const { id } = scenario.story('breachLowndes');
  const incidents = scenario.incidents.map((incident) =>
    incident.id === id ? { ...incident, county: victims.other, countyName: 'Tift' } : incident,
  );
  const byStory = new Map(incidents.map((incident) => [incident.story, incident]));
  return {
    ...scenario,
    incidents,
    story: (name) => byStory.get(name) ?? scenario.story(name),
    // The cyber agency's sighting at the victim was made there; who got a bulletin is no secret, and stays.
    county: (ocdId) => scenario.county(agency === 'cyber' && ocdId === victims.one ? victims.other : ocdId),
  };
}

const all =
  'totalCount nodes { id title state { ocdId } jurisdiction { ocdId } } edges { cursor } pageInfo { hasNextPage endCursor }';

/** Everything by which somebody might find out which of the two counties it was. */
export function probes(scenario: Scenario): readonly string[] {
  const about = scenario.story('breachLowndes').id;
  const counties = Object.values(victims);
  const places = counties.flatMap((county) =>
    scenario.places
      .filter((place) => place.county === county)
      .slice(0, 2)
      .map(({ id }) => id),
  );
  const orders = ['OCCURRED_AT', 'REPORTED_AT', 'UPDATED_AT', 'SEVERITY'];
  return [
    ...counties.flatMap((county) => [
      `{ situation(jurisdiction: "${county}", since: "2024-11-05T00:00:00Z") { incidents { ${all} } bulletins { id } openRfis { id } } }`,
      `{ disagreements(jurisdiction: "${county}") { id incident { id } } }`,
      `{ bulletinsAwaitingAck(jurisdiction: "${county}") { id incident { id } audience { ocdId } } }`,
      `{ jurisdiction(ocdId: "${county}") { incidents { ${all} } } }`,
      `{ jurisdiction(ocdId: "${county}") { incidents(filter: { type: [INTRUSION] }) { totalCount } threatLevel { level threats24h credible24h } lastCheckIn { at silent } narrativesTargeting { totalCount } } }`,
      `{ jurisdiction(ocdId: "${county}") { assignments { id incident { id } } unacknowledgedBulletins { id } lastExercise { role } sensorBand exposureBand opening { status minutesSilent } results { status } } }`,
      `{ whoIs(function: "incident-response", jurisdiction: "${county}") { id incident { id } jurisdiction { ocdId } } }`,
      `{ narratives(filter: { within: "${county}" }) { totalCount nodes { id incidents { id } } } }`,
      `{ pollingPlaces(filter: { within: "${county}" }, first: 200) { totalCount nodes { id status minutesClosed disruption { cause } protectiveNote { text } } } }`,
    ]),
    ...places.flatMap((place) => [
      `{ pollingPlace(id: "${place}") { incidents { ${all} } } }`,
      `{ incidents(filter: { place: "${place}" }) { ${all} } }`,
    ]),
    ...orders.flatMap((field) => [
      `{ incidents(first: 100, orderBy: { field: ${field}, direction: ASC }) { ${all} } }`,
      `{ incidents(first: 3, filter: { type: [INTRUSION] }, orderBy: { field: ${field}, direction: DESC }) { ${all} } }`,
    ]),
    `{ jurisdiction(ocdId: "${georgia}") { incidents { totalCount } } }`,
    `{ jurisdictions(filter: { parent: "${georgia}" }, first: 200) { nodes { ocdId incidents { totalCount } } } }`,
    `{ jurisdictions(filter: { parent: "${georgia}" }, first: 200) { nodes { ocdId threatLevel { level threats24h } liaison { desk } sensorCoverage { silent } } } }`,
    '{ victimNotifications(first: 100) { totalCount nodes { id recipientKind recipient { ocdId } by { id } marking { tlp releasableTo originator } } edges { cursor } } }',
    `{ victimNotifications(filter: { incident: "${about}" }) { totalCount nodes { id recipient { ocdId } } } }`,
    `{ victimNotifications(filter: { state: "${georgia}" }) { totalCount } }`,
    `{ assessments(filter: { state: "${georgia}" }, first: 100) { totalCount nodes { credibility incident { id } marking { releasableTo } } } }`,
    '{ indicators(first: 50) { totalCount nodes { id sightings { count agencies { id } items { totalCount nodes { firstSeen where { ocdId } reporterOffice { ocdId } } } } } } }',
    '{ campaigns { nodes { id name incidents { id jurisdiction { ocdId } } indicators { id } narratives { id } } } }',
    '{ exercise(id: "ex-2024-11-05") { incidents { id jurisdiction { ocdId } } injects { id number incident { id jurisdiction { ocdId } } } } }',
    '{ changesSince(since: "2024-11-05T00:00:00Z") { at subjectId summary } }',
    '{ notificationCases { id incidents { id jurisdiction { ocdId } } accumulation { incidentCount jurisdictionCount severeCount criteria { name value } } } }',
    '{ openRfis { id question incident { id jurisdiction { ocdId } } } rfis { totalCount nodes { id } } bulletins(first: 50) { totalCount nodes { id headline text incident { id } audience { ocdId } overdue { ocdId } acknowledgements { by { ocdId } at } ackRate } } }',
    `{ nosuchfield incident(id: "${about}") { victimm jurisdiction } }`,
    `{ incidents(filter: { within: "nonsense" }) { totalCount } }`,
  ];
}

/** Lists that are chosen by the county: how long they are would tell it, too. */
export const countedProbes: readonly string[] = Object.values(victims).flatMap((county) => [
  `{ incidents(filter: { within: "${county}" }, first: 200) { ${all} } }`,
  `{ incidents(filter: { within: "${county}", type: [INTRUSION] }) { totalCount nodes { id } } }`,
]);

/** Every field of the incident, each by itself and as deep as it goes, as far as the caller's schema has it. */
export async function everyField(room: WholeRoom, persona: string | Claims): Promise<readonly string[]> {
  const { data } = await room.ask(getIntrospectionQuery(), { persona });
  const schema = buildClientSchema(data);
  const incident = schema.getType('Incident');
  if (!isObjectType(incident)) return [];
  const { id } = room.scenario.story('breachLowndes');
  return Object.values(incident.getFields()).flatMap((field) => {
    const selected = selectionOf(field, 3);
    return selected === undefined ? [] : [`{ incident(id: "${id}") { ${selected} } }`];
  });
}

function selectionOf(field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
  if (field.args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined))
    return undefined;
  const type: GraphQLNamedType = getNamedType(field.type);
  if (!isCompositeType(type)) return field.name;
  if (depth === 0 || !('getFields' in type)) return undefined;
  const inner = Object.values(type.getFields()).flatMap((each) => selectionOf(each, depth - 1) ?? []);
  return inner.length === 0 ? undefined : `${field.name} { ${inner.join(' ')} }`;
}
