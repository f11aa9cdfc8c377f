import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stderr, stdout } from 'node:process';
import type { Command } from 'commander';
import { sourceTree } from '../config/source-tree.ts';
import { ending, exitCode, type ExitCode } from './exit.ts';

interface ComposeOptions {
  readonly check?: boolean;
  readonly out?: string;
}

/** `watchfloor compose`: writes schema/supergraph.graphql from the folders, or says that it is stale. */
export function register(program: Command): void {
  program
    .command('compose')
    .description('compose the folders to schema/supergraph.graphql')
    .option('--check', 'write nothing; exit 3 when the file is not what the folders compose to')
    .option('--out <file>', 'write another file than schema/supergraph.graphql')
    .addHelpText('after', '\nExamples:\n  npx watchfloor compose\n  npx watchfloor compose --check')
    .action(ending(composeFolders));
}

async function composeFolders({ check, out }: ComposeOptions): Promise<ExitCode> {
  const { compose } = await import('../compose/compose.ts');
  const { committedText } = await import('../compose/sources.ts');
  const { readSubgraphs } = await import('../compose/subgraph-folders.ts');
  const tree = sourceTree();
  const file = out ?? join(tree.root, 'schema', 'supergraph.graphql');
  const subgraphs = readSubgraphs(tree);
  const composition = compose(subgraphs);
  if (composition.kind === 'failed') {
    const { problemText } = await import('./report/problem-text.ts');
    for (const problem of composition.problems) stdout.write(`${problemText(problem, stdout)}\n`);
    return exitCode.problems;
  }
  const { supergraph } = composition;
  const text = committedText(supergraph, subgraphs);
  const old = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const summary = `${subgraphs.length} subgraphs, supergraph ${supergraph.hash.slice(0, 6)}`;
  if (old === text) {
    stdout.write(`✓ ${file} is current: ${summary}\n`);
    return exitCode.ok;
  }
  if (check === true) {
    stderr.write(
      `error: \`${file}\` is ${old === undefined ? 'missing' : 'stale'}, run \`npm run compose\`\n`,
    );
    return exitCode.problems;
  }
  // Renamed into place, so that a start meanwhile reads the old file or the new one.
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  stdout.write(`✓ wrote ${file}: ${summary}\n`);
  return exitCode.ok;
}
