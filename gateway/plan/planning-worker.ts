import { parentPort } from 'node:worker_threads';
import { openApolloPlanning, type ApolloPlanning } from './apollo-planning.ts';
import type { PlanningJob, PlanningReply } from './planning-job.ts';

// Nobody else speaks to this thread: one job at a time, one reply for each.
const plannings = new Map<string, ApolloPlanning>();

parentPort?.on('message', (job: PlanningJob) => {
  let reply: PlanningReply;
  try {
    reply = done(job);
  } catch (error) {
    reply = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});

function done(job: PlanningJob): PlanningReply {
  switch (job.kind) {
    case 'load': {
      const planning = openApolloPlanning(job.sdl);
      plannings.set(job.id, planning);
      return { kind: 'loaded', supergraph: planning.supergraph };
    }
    case 'plan': {
      const planning = plannings.get(job.id);
      if (!planning) throw new Error('the supergraph is not loaded');
      return { kind: 'planned', json: JSON.stringify(planning.plan(job.order)) };
    }
    case 'unload':
      plannings.delete(job.id);
      return { kind: 'unloaded' };
    default:
      return job satisfies never;
  }
}
