import { stdout } from 'node:process';
import type { Command } from 'commander';
import { CommandFailure, ending, exitCode } from './exit.ts';
import { nearest } from './nearest.ts';

/** `watchfloor explain <code>`: the page of a problem's code, without any network. */
export function register(program: Command): void {
  program
    .command('explain')
    .description('say what a code such as WF-C014 means, why it is refused and how it is mended')
    .argument('[code]', 'a code printed by `check` or `publish`; without one all codes are listed')
    .addHelpText('after', '\nExamples:\n  npx watchfloor explain WF-C014\n  npx watchfloor explain')
    .action(ending(explain));
}

async function explain(code: string | undefined): Promise<typeof exitCode.ok> {
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
