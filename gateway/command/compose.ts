import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stderr, stdout } from 'node:process';
import type { Command } from 'commander';
import { sourceTree } from '../config/source-tree.ts';
import { ending, exitCode, type ExitCode } from './exit.ts';

interface ComposeOptions {
  readonly check?: boolean;
  readonly out?: string;
}

/** `watchfloor compose`: writes schema/supergraph.graphql and schema/policies.json from the folders, or says that they are stale. */
export function register(program: Command): void {
  program
    .command('compose')
    .description('compose the folders to schema/supergraph.graphql and schema/policies.json')
    .option('--check', 'write nothing; exit 3 when the files are not what the folders compose to')
    .option('--out <file>', 'write the supergraph to another file; policies.json goes beside it')
    .addHelpText('after', '\nExamples:\n  npx watchfloor compose\n  npx watchfloor compose --check')
    .action(ending(composeFolders));
}

async function composeFolders({ check, out }: ComposeOptions): Promise<ExitCode> {
  const { compose } = await import('../compose/compose.ts');
  const { committedTexts } = await import('../compose/sources.ts');
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
  const texts = committedTexts(supergraph, subgraphs);
  const summary = `${subgraphs.length} subgraphs, supergraph ${supergraph.hash.slice(0, 6)}`;
  const files = [
    { file, text: texts.supergraph },
    { file: join(dirname(file), 'policies.json'), text: texts.policies },
  ];
  const stale = files.filter((each) => textOf(each.file) !== each.text);
  if (stale.length === 0) {
    stdout.write(`✓ ${file} is current: ${summary}\n`);
    return exitCode.ok;
  }
  for (const each of stale) {
    if (check === true) {
      const state = existsSync(each.file) ? 'stale' : 'missing';
      stderr.write(`error: \`${each.file}\` is ${state}, run \`npm run compose\`\n`);
      continue;
    }
    // Renamed into place, so that a start meanwhile reads the old file or the new one.
    writeFileSync(`${each.file}.new`, each.text);
    renameSync(`${each.file}.new`, each.file);
    stdout.write(`✓ wrote ${each.file}: ${summary}\n`);
  }
  return check === true ? exitCode.problems : exitCode.ok;
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
