import { stdout } from 'node:process';
import type { Command } from 'commander';
import { CommandFailure, ending, exitCode, type ExitCode } from './exit.ts';
import type { ExplainAccessOptions } from './explain-access.ts';
import { nearest } from './nearest.ts';

const examples = `
Examples:
  npx watchfloor explain WF-C014
  npx watchfloor explain
  npx watchfloor explain --persona vendor-liaison --coordinate Incident.victim
  npx watchfloor explain --persona player --operation RoomAt0930
  npx watchfloor explain --token "$TOKEN" --operation my.graphql --variables my.json --json`;

/** `watchfloor explain`: the page of a problem's code, or what is decided for a caller and why; without any network. */
export function register(program: Command): void {
  program
    .command('explain')
    .description('say what a code such as WF-C014 means, or who may read what, by which policy, and why not')
    .argument('[code]', 'a code printed by `check` or `publish`; without one all codes are listed')
    .option('--persona <id>', 'explain access for an invented persona; see `watchfloor token --list`')
    .option('--token <token>', 'explain access for the caller of a token; its signature is not checked')
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

async function explain(code: string | undefined, options: ExplainAccessOptions): Promise<ExitCode> {
  if (code === undefined && Object.keys(options).length > 0) {
    const { explainAccess } = await import('./explain-access.ts');
    return explainAccess(options);
  }
  if (Object.keys(options).length > 0) {
    throw new CommandFailure(
      exitCode.usage,
      `\`${code}\` and options do not go together, ask one after the other`,
    );
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
    const hint = meant === undefined ? '`watchfloor explain` lists all' : `did you mean \`${meant}\``;
    throw new CommandFailure(exitCode.usage, `no code \`${code}\`, ${hint}`);
  }
  const { title, composition, why, fix } = page;
  const also = composition === undefined ? '' : `Also known as ${composition} (Apollo Federation 2).\n`;
  stdout.write(`${page.code}: ${title}\n\nWhy: ${why}.\n\nFix: ${fix}.\n${also === '' ? '' : `\n${also}`}`);
  return exitCode.ok;
}
