import type { MutantOrder, MutantReply } from './code-mutants.ts';
import { openMutantTrials } from './mutant-trials.ts';

// What a broken gateway leaves behind must not end this process: the trial that met it has said so.
process.on('unhandledRejection', () => undefined);

process.on('message', (order: MutantOrder) => {
  work(order).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function work({ mutants }: MutantOrder): Promise<void> {
  const trials = await openMutantTrials(mutants);
  say({ kind: 'ready' });
  for (const [index, mutant] of mutants.entries()) {
    const { by, count } = await trials.killerOf(mutant);
    say({ kind: 'tried', index, by, trials: count });
  }
}

function say(reply: MutantReply): void {
  process.send?.(reply);
}
