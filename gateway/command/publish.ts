import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { stderr, stdout } from 'node:process';
import type { Command } from 'commander';
import type { Problem } from '../compose/problem.ts';
import { dataDirOf } from '../config/data-dir.ts';
import { sourceTree } from '../config/source-tree.ts';
import { existingFolder } from './check.ts';
import { shownPath } from './shown-path.ts';
import { CommandFailure, ending, exitCode, type ExitCode } from './exit.ts';
import { publisherToken } from './publisher-token.ts';
import { askRegistry, errorMessage, type RegistryAnswer } from './registry-client.ts';
import { waiting } from './waiting.ts';

interface PublishOptions {
  readonly url?: string;
  readonly gateway: string;
  readonly token?: string;
  readonly baseRevision?: string;
  readonly revision?: string;
  readonly dataDir?: string;
}

/** `watchfloor publish <folder>`: puts an agency's schema into use on a running gateway. */
export function register(program: Command): void {
  program
    .command('publish')
    .description(
      "publish an agency's schema and policies to a running gateway; they are composed first, and in use when this ends",
    )
    .argument('<folder>', "the agency's folder; its name is the agency")
    .option('--url <url>', 'where the subgraph answers (default: where it answers now)')
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .option('--token <token>', 'a token with scope `registry:publish` (default: WATCHFLOOR_TOKEN)')
    .option(
      '--base-revision <n>',
      'refuse when the newest revision is another one (default: the one seen now)',
    )
    .option('--revision <n>', 'publish an earlier revision once more; 0 is what the gateway was started with')
    .option('--data-dir <folder>', "where the demonstration's issuer is")
    .addHelpText(
      'after',
      '\nExamples:\n  npx watchfloor publish subgraphs/elections\n  npx watchfloor publish subgraphs/elections --url http://127.0.0.1:5001/graphql\n  npx watchfloor publish subgraphs/elections --revision 3\n\nExit codes: 0 published or nothing changed, 2 no such folder, 3 problems found, 4 not signed in,\n5 not allowed, 6 the base moved, 7 unreachable.',
    )
    .action(ending(publish));
}

async function publish(folder: string, options: PublishOptions): Promise<ExitCode> {
  const { gateway, url } = options;
  if (URL.parse(gateway)?.protocol.startsWith('http') !== true) {
    throw new CommandFailure(exitCode.usage, `\`${gateway}\` is not the address of a gateway`);
  }
  const agency = basename(resolve(folder));
  const content = await contentOf(folder, options);
  const dataDir = dataDirOf(options.dataDir);
  const token = await publisherToken({ token: options.token, gateway, dataDir, agency });
  const baseRevision =
    number('--base-revision', options.baseRevision) ?? (await newestRevision(gateway, token, agency));
  const answer = await waiting(
    `${gateway} to compose the new supergraph and take it into use`,
    askRegistry(gateway, `/registry/subgraphs/${encodeURIComponent(agency)}`, token, {
      ...content,
      baseRevision,
      ...(url === undefined ? {} : { url }),
    }),
  );
  return told(answer, { folder, agency, gateway });
}

async function contentOf(
  folder: string,
  options: PublishOptions,
): Promise<{ sdl: string; policy?: string } | { revision: number }> {
  const revision = number('--revision', options.revision);
  if (revision !== undefined) return { revision };
  await existingFolder(folder, sourceTree());
  const file = join(folder, 'schema.graphql');
  if (!existsSync(file)) throw new CommandFailure(exitCode.problems, `\`${folder}\` has no schema.graphql`);
  const sdl = readFileSync(file, 'utf8');
  const policy = join(folder, 'policy.cedar');
  if (existsSync(policy)) return { sdl, policy: readFileSync(policy, 'utf8') };
  stderr.write(
    `hint: \`${folder}\` has no policy.cedar, so nothing but what is @public is released to anyone\n`,
  );
  return { sdl };
}

async function newestRevision(gateway: string, token: string, agency: string): Promise<number> {
  const { status, body } = await askRegistry(gateway, '/registry/subgraphs', token);
  const list: readonly unknown[] =
    status === 200 && Array.isArray(body['subgraphs']) ? body['subgraphs'] : [];
  for (const each of list) {
    if (typeof each !== 'object' || each === null || !('name' in each) || each.name !== agency) continue;
    if ('revision' in each && typeof each.revision === 'number') return each.revision;
  }
  return 0;
}

interface Told {
  readonly folder: string;
  readonly agency: string;
  readonly gateway: string;
}

async function told(answer: RegistryAnswer, { folder, agency, gateway }: Told): Promise<ExitCode> {
  const { status, body } = answer;
  const at = gateway === 'http://127.0.0.1:4000' ? '' : ` --gateway ${gateway}`;
  if (status === 201) {
    stdout.write(
      `✓ published ${agency} r${Number(body['revision'])}, supergraph ${short(body['previousHash'])} → ${short(body['hash'])}\n`,
    );
    stdout.write(
      `undo: npx watchfloor publish ${folder} --revision ${Number(body['previousRevision'])}${at}\n`,
    );
    return exitCode.ok;
  }
  if (status === 200) {
    stdout.write(
      `✓ nothing changed: ${agency} r${Number(body['revision'])}, supergraph ${short(body['hash'])}\n`,
    );
    return exitCode.ok;
  }
  if (status === 409) {
    stderr.write(`error: ${errorMessage(answer)}, check again and publish on top of it\n`);
    return exitCode.conflict;
  }
  if (status === 422 && Array.isArray(body['problems'])) {
    await printProblems(body['problems'], folder, agency);
    stderr.write('error: nothing was published, the supergraph in use stays\n');
    return exitCode.problems;
  }
  if (status === 400 || status === 413)
    throw new CommandFailure(exitCode.problems, errorMessage(answer) ?? 'refused');
  throw new CommandFailure(
    exitCode.unexpected,
    errorMessage(answer) ?? `the gateway answers with status ${status}`,
  );
}

/** The gateway knows the file by its revision; people know it by its path. */
async function printProblems(problems: readonly Problem[], folder: string, agency: string): Promise<void> {
  const { problemText } = await import('./report/problem-text.ts');
  for (const problem of problems) {
    const file = shownPath(join(folder, basename(problem.place.file)));
    const place = problem.subgraph === agency ? { ...problem.place, file } : problem.place;
    stdout.write(`${problemText({ ...problem, place }, stdout)}\n`);
  }
}

function number(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CommandFailure(exitCode.usage, `\`${option}\` is a revision such as 3, not \`${text}\``);
}

function short(hash: unknown): string {
  return typeof hash === 'string' ? hash.slice(0, 6) : 'none';
}
