import { put } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Area } from '../kit/geography.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { forTheRoom } from './exercise-room.ts';
import { assessmentOf } from './scenario-assessments.ts';
import { liaisons, threatLevels } from './tables.ts';

/**
 * Types of incident that count as threats to an area. Intrusions and floods do not: a count in the county of an
 * unconfirmed breach would tell who the victim is.
 */
const threats = new Set([
  'BOMB_THREAT',
  'SWATTING',
  'THREAT_TO_PERSON',
  'VOTER_INTIMIDATION',
  'IMPERSONATION',
]);

/** Whom to call, and how threatened it is, for every state and county that the exercise plays in. */
export function areaChanges(scenario: Scenario): readonly Change[] {
  const counted = scenario.incidents.filter(({ type }) => threats.has(type));
  const byCounty = Map.groupBy(counted, ({ county }) => county);
  const byState = Map.groupBy(counted, ({ state }) => state);
  const random = scenario.random('liaisons');
  const number = (): string => `+1 555 01${String(random.between(0, 99)).padStart(2, '0')}`;
  return [...scenario.states, ...playedCounties(scenario)].flatMap(({ ocdId, name, geoid }) => {
    const isState = geoid.length === 2;
    return [
      put(liaisons, {
        ocdId,
        agencyId: 'law-enforcement',
        office: 'election crimes coordinator',
        desk: `Election crimes coordinator desk, ${isState ? name : `${name} County`}`,
        mobile: isState ? number() : null,
        marking: forTheRoom(scenario),
      }),
      put(threatLevels, {
        ocdId,
        ...levelOf(scenario, (isState ? byState : byCounty).get(ocdId) ?? []),
        assessedAt: scenario.at('09:15'),
        marking: forTheRoom(scenario),
      }),
    ];
  });
}

function levelOf(scenario: Scenario, incidents: readonly ScenarioIncident[]) {
  const credible = incidents.filter((incident) =>
    (assessmentOf(scenario, incident)?.credibility ?? '').startsWith('CREDIBLE'),
  );
  const bombs = incidents.filter(({ type }) => type === 'BOMB_THREAT').length;
  const level = bombs > 1 ? 'HIGH' : bombs === 1 ? 'MEDIUM' : incidents.length > 0 ? 'LOW' : 'BASELINE_MINOR';
  return { level, threats24h: incidents.length, credible24h: credible.length };
}

function playedCounties(scenario: Scenario): readonly Area[] {
  const own = new Set(scenario.counties.map(({ ocdId }) => ocdId));
  const others = new Set(scenario.incidents.map(({ county }) => county).filter((county) => !own.has(county)));
  return [...scenario.counties, ...[...others].map((county) => scenario.county(county))];
}
