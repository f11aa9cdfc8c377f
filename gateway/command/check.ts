import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { stdout } from 'node:process';
import { Option, type Command } from 'commander';
import type { Problem } from '../compose/problem.ts';
import type { SourceTree } from '../compose/subgraph-folders.ts';
import type { SubgraphSdl } from '../compose/subgraph-sdl.ts';
import { dataDirOf } from '../config/data-dir.ts';
import { sourceTree } from '../config/source-tree.ts';
import { shownPath } from './shown-path.ts';
import { CommandFailure, ending, exitCode, type ExitCode } from './exit.ts';
import { nearest } from './nearest.ts';
import type { CheckReport, ReportFormat } from './report/check-report.ts';

interface CheckOptions {
  readonly format: string;
  readonly dataDir?: string;
}

/** `watchfloor check [folder]`: whether an agency's schema is good and composes with what the others published. */
export function register(program: Command): void {
  program
    .command('check')
    .description("check an agency's folder: its schema, and that it composes with the other agencies'")
    .argument('[folder]', "the agency's folder", '.')
    .addOption(
      new Option('--format <format>', 'form of the report on stdout')
        .choices(['text', 'json', 'github', 'junit', 'sarif'])
        .default('text'),
    )
    .option('--data-dir <folder>', 'where the registry is, whose published schemas are the other side')
    .addHelpText(
      'after',
      '\nExamples:\n  npx watchfloor check subgraphs/elections\n  npx watchfloor check subgraphs/cyber --format sarif > check.sarif\n\nExit codes: 0 good, 2 no such folder, 3 problems found. Needs no network.',
    )
    .action(ending(check));
}

async function check(folder: string, { format, dataDir }: CheckOptions): Promise<ExitCode> {
  const tree = sourceTree();
  await existingFolder(folder, tree);
  const report = await checkFolder(folder, tree, dataDirOf(dataDir));
  stdout.write((await reportFormat(format))(report));
  return report.problems.length === 0 ? exitCode.ok : exitCode.problems;
}

/** Ends the command when `folder` is not there, and says which one may be meant. */
export async function existingFolder(folder: string, tree: SourceTree): Promise<void> {
  const { agencyFolders, isFolder } = await import('../compose/subgraph-folders.ts');
  if (isFolder(folder)) return;
  const meant = nearest(basename(folder), agencyFolders(tree));
  const path = meant === undefined ? undefined : shownPath(join(tree.subgraphs, meant));
  const hint =
    path === undefined
      ? "name the folder that holds the agency's schema.graphql"
      : `did you mean \`${path}\``;
  throw new CommandFailure(exitCode.usage, `no folder \`${folder}\`, ${hint}`);
}

async function checkFolder(folder: string, tree: SourceTree, dataDir: string): Promise<CheckReport> {
  const { compose } = await import('../compose/compose.ts');
  const { pageProblem } = await import('../compose/page-problem.ts');
  const { startOf } = await import('../compose/problem.ts');
  const { sharedDocument } = await import('../compose/subgraph-folders.ts');
  const agency = basename(resolve(folder));
  const file = shownPath(join(folder, 'schema.graphql'));
  const empty = { agency, folder, file, types: 0, subgraphs: 0, warnings: [], hints: [] };
  if (!existsSync(join(folder, 'schema.graphql'))) {
    const problem = pageProblem('WF-S008', agency, startOf(file), '', `\`${folder}\` has no schema.graphql`);
    return { ...empty, problems: [problem] };
  }
  const text = readText(join(folder, 'schema.graphql'));
  if (text === undefined) {
    const problem = pageProblem('WF-S001', agency, startOf(file), '', 'the file is not UTF-8 text');
    return { ...empty, problems: [problem] };
  }
  const policyFile = shownPath(join(folder, 'policy.cedar'));
  const hasPolicy = existsSync(join(folder, 'policy.cedar'));
  const policy = hasPolicy ? readText(join(folder, 'policy.cedar')) : undefined;
  if (hasPolicy && policy === undefined) {
    const problem = pageProblem('WF-P001', agency, startOf(policyFile), '', 'the file is not UTF-8 text');
    return { ...empty, problems: [problem] };
  }
  const own: SubgraphSdl = {
    name: agency,
    shared: sharedDocument(tree),
    own: { file, text },
    ...(policy === undefined ? {} : { policy: { file: policyFile, text: policy } }),
  };
  const { readSnapshot } = await import('../registry/snapshot.ts');
  // What the others published, where the data directory has a registry; else what their folders hold.
  const { inputs, hash: before } = readSnapshot(dataDir, tree);
  const others = inputs.filter(({ name }) => name !== agency);
  const composition = compose([...others, own], agency);
  const { ownTypes } = await import('../compose/own-types.ts');
  const missingPolicy: Problem[] = hasPolicy
    ? []
    : [
        pageProblem(
          'WF-S016',
          agency,
          startOf(policyFile),
          '',
          'no policy.cedar yet: nothing but what is @public is released to anyone',
        ),
      ];
  const facts = {
    ...empty,
    types: ownTypes(own),
    subgraphs: others.length + 1,
    warnings: missingPolicy,
    ...(before === undefined ? {} : { before }),
  };
  if (composition.kind === 'failed') return { ...facts, problems: composition.problems };
  const hints = composition.hints.filter(
    ({ level, subgraphs }) => level === 'WARN' && subgraphs.includes(agency),
  );
  return { ...facts, after: composition.supergraph.hash, problems: [], hints };
}

function readText(file: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function reportFormat(format: string): Promise<ReportFormat> {
  const machine = await import('./report/machine.ts');
  const formats: Readonly<Record<string, ReportFormat>> = {
    json: machine.jsonReport,
    github: machine.githubReport,
    junit: machine.junitReport,
    sarif: machine.sarifReport,
  };
  return formats[format] ?? (await import('./report/text.ts')).textReport;
}
