import { readFileSync } from 'node:fs';
import { stdout } from 'node:process';
import type { Command } from 'commander';
import { CommandFailure, ending, exitCode, type ExitCode } from './exit.ts';
import type { OfflineAsked } from './explain-access.ts';
import type { ServedAsked } from './explain-served.ts';
import { nearest } from './nearest.ts';
import type { AccessReport } from './report/access-report.ts';

interface ExplainOptions extends OfflineAsked, Partial<Pick<ServedAsked, 'server' | 'bundle'>> {
  readonly tokenFile?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  npx watchfloor explain WF-C014
  npx watchfloor explain
  npx watchfloor explain --persona vendor-liaison --coordinate Incident.victim
  npx watchfloor explain --persona player --operation RoomAt0930
  npx watchfloor explain --token-file my.jwt --operation my.graphql --variables my.json --json
  npx watchfloor explain --server http://127.0.0.1:4000 --persona player --operation RoomAt0930
  npx watchfloor explain --server https://gateway.example --token-file my.jwt --coordinate Incident.victim

Without \`--server\` the policies of this folder are asked, for whoever runs a graph: all is told. With it a running
gateway is asked as the caller, through its graph (\`viewer { explain }\`): it tells what the caller may know, and of
what is hidden from them nothing.`;

/** `watchfloor explain`: the page of a problem's code, or what is decided for a caller and why; asked of a gateway with `--server`. */
export function register(program: Command): void {
  program
    .command('explain')
    .description('say what a code such as WF-C014 means, or who may read what, by which policy, and why not')
    .argument('[code]', 'a code printed by `check` or `publish`; without one all codes are listed')
    .option('--persona <id>', 'explain access for an invented persona; see `watchfloor token --list`')
    .option(
      '--token <token>',
      'explain access for the caller of a token; only a gateway checks its signature',
    )
    .option('--token-file <file>', 'the same, with the token in a file; `-` reads it from stdin')
    .option('--server <url>', 'ask a running gateway what it tells the caller, and nothing of this folder')
    .option(
      '--bundle <hash>',
      'with --server: only if the gateway serves this bundle; its first digits will do',
    )
    .option('--coordinate <Type.field>', 'explain one field, with its policies whole')
    .option(
      '--operation <file>',
      'explain every field of an operation: a file, or a name in schema/operations',
    )
    .option('--variables <file>', 'variables of the operation, as JSON; those beside it without')
    .option('--supergraph <file>', 'explain on this supergraph and not on schema/supergraph.graphql')
    .option('--policies <file>', 'explain by these policies and not by schema/policies.json')
    .option('--json', 'print everything as JSON')
    .addHelpText('after', examples)
    .action(ending(explain));
}

async function explain(code: string | undefined, options: ExplainOptions): Promise<ExitCode> {
  stdout.once('error', endQuietly);
  if (code === undefined && Object.keys(options).length > 0) {
    const report = await accessReport(options);
    const { jsonAccessReport, textAccessReport } = await import('./report/access-report.ts');
    stdout.write(options.json === true ? jsonAccessReport(report) : textAccessReport(report));
    return exitCode.ok;
  }
  if (Object.keys(options).length > 0) {
    throw unfitting(`\`${code}\` and options do not go together, ask one after the other`);
  }
  const { problemPage, problemPages } = await import('../compose/problem-pages.ts');
  if (code === undefined) {
    for (const page of problemPages) stdout.write(`${page.code}  ${page.title}\n`);
    return exitCode.ok;
  }
  const page = problemPage(code);
  if (page === undefined) {
    const meant = nearest(
      code,
      problemPages.map((each) => each.code),
    );
    throw unfitting(
      `no code \`${code}\`, ${meant === undefined ? otherwise(code) : `did you mean \`${meant}\``}`,
    );
  }
  const { title, composition, why, fix } = page;
  const also = composition === undefined ? '' : `Also known as ${composition} (Apollo Federation 2).\n`;
  stdout.write(`${page.code}: ${title}\n\nWhy: ${why}.\n\nFix: ${fix}.\n${also === '' ? '' : `\n${also}`}`);
  return exitCode.ok;
}

/** Whoever reads may have seen enough, as `head` has: that is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

/** How to ask for what was taken for a code. */
function otherwise(asked: string): string {
  if (/^[A-Z]\w*\.\w+$/u.test(asked))
    return `a field is asked for by \`--persona <id> --coordinate ${asked}\``;
  if (/^[A-Z]\w+$|\.graphql$/u.test(asked))
    return `an operation is asked for by \`--persona <id> --operation ${asked}\``;
  return '`watchfloor explain` lists all';
}

async function accessReport(options: ExplainOptions): Promise<AccessReport> {
  const { server, tokenFile, ...given } = options;
  refuseUnfitting(options);
  const asked = tokenFile === undefined ? given : { ...given, token: tokenIn(tokenFile) };
  if (server === undefined) return (await import('./explain-access.ts')).explainAccess(asked);
  return (await import('./explain-served.ts')).explainServed({ ...asked, server });
}

/** What cannot be asked together, or is missing; each with what to write instead. */
function refuseUnfitting(options: ExplainOptions): void {
  const { server, persona, token, tokenFile, operation, coordinate } = options;
  const callers = [persona, token, tokenFile].filter((each) => each !== undefined).length;
  const isEnough = callers === 1 || (callers === 0 && server !== undefined);
  if (!isEnough)
    throw unfitting('say for whom: one of `--persona <id>`, `--token <token>` and `--token-file <file>`');
  if ((operation === undefined) === (coordinate === undefined)) {
    throw unfitting('say of what: either `--operation <file>` or `--coordinate <Type.field>`');
  }
  if (options.variables !== undefined && operation === undefined) {
    throw unfitting('`--variables` belong to an `--operation`');
  }
  if (server !== undefined && (options.supergraph ?? options.policies) !== undefined) {
    throw unfitting(
      'a gateway explains by what it serves: leave `--supergraph` and `--policies`, or `--server`',
    );
  }
  if (server === undefined && options.bundle !== undefined) {
    throw unfitting('`--bundle` says what a gateway has to serve: name it by `--server <url>`');
  }
}

function unfitting(message: string): CommandFailure {
  return new CommandFailure(exitCode.usage, message);
}

function tokenIn(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').trim();
  } catch {
    throw unfitting(`no file \`${file}\` with a token that can be read`);
  }
}
