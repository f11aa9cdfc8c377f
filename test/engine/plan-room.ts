import type { Planner } from '../../gateway/plan/planner.ts';
import type { PlanningPool } from '../../gateway/plan/planning-pool.ts';
import type { QueryPlan } from '../../gateway/plan/query-plan.ts';
import { openThreadedPlanner } from '../../gateway/plan/threaded-planner.ts';
import { composed } from './engine-room.ts';

const features = [
  '@key',
  '@external',
  '@requires',
  '@shareable',
  '@override',
  '@interfaceObject',
  '@provides',
  '@inaccessible',
];
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(features)})\n`;

/** The supergraph's SDL of subgraphs that are planned on and never asked, by their names. */
export function supergraphSdl(sdls: Readonly<Record<string, string>>): string {
  return composed(
    Object.entries(sdls).map(([name, sdl]) => ({ name, sdl: link + sdl, url: `http://${name}.invalid` })),
  ).sdl;
}

/** A planner on the supergraph of subgraphs, and its text for an operation: one line a request. */
export async function plannerOn(
  pool: PlanningPool,
  sdls: Readonly<Record<string, string>>,
): Promise<Planner> {
  const planner = openThreadedPlanner(pool, supergraphSdl(sdls));
  await planner.ready();
  return planner;
}

/** A plan as one line a request: agency, what it waits for, what it asks for. */
export function printedPlan({ requests }: QueryPlan): string[] {
  return requests.map(({ agency, after, text }) => `${agency} [${after.join()}] ${text}`);
}
