import { env, stdout } from 'node:process';
import type { Command } from 'commander';
import { claimsOf, findPersona, personas, type Persona } from '../identity/personas.ts';
import { CommandFailure, ending, exitCode } from './exit.ts';
import { makeDataDir } from '../config/data-dir.ts';
import { nearest } from './nearest.ts';
import { settingsOf } from './settings-of.ts';

interface TokenOptions {
  readonly persona?: string;
  readonly agency?: string;
  readonly lifetime: string;
  readonly dataDir: string;
  readonly list?: boolean;
}

const examples = `
Examples:
  npx watchfloor token --list
  npx watchfloor token --persona county-clerk
  npx watchfloor token --persona agency-developer --agency cyber --lifetime 30m
  curl -H "authorization: Bearer $(npx watchfloor token --persona watch-officer)" \\
    -H 'content-type: application/json' -d '{"query":"{ viewer { name agency } }"}' http://127.0.0.1:4000/graphql`;

/** `watchfloor token`: a token of the demonstration's issuer for one of its invented personas. */
export function register(program: Command): void {
  program
    .command('token')
    .description('print a token for an invented persona of the demonstration')
    .option('--persona <id>', 'whose token; see --list')
    .option('--agency <id>', 'the agency an agency-developer develops for')
    .option('--lifetime <time>', 'how long it is valid: 45s, 30m, 8h, 2d', '8h')
    .option(
      '--data-dir <folder>',
      "where the issuer's key is kept",
      env['WATCHFLOOR_DATA_DIR'] ?? '.watchfloor',
    )
    .option('--list', 'print the personas as a table')
    .addHelpText('after', examples)
    .action(ending(token));
}

async function token(options: TokenOptions): Promise<typeof exitCode.ok> {
  if (options.list) {
    stdout.write(table(personas));
    return exitCode.ok;
  }
  const persona = wanted(options.persona);
  if (options.agency !== undefined) checkAgency(persona, options.agency);
  const { lifetimeSeconds } = await import('../identity/lifetime.ts');
  const seconds = lifetimeSeconds(options.lifetime);
  if (seconds === undefined) {
    throw new CommandFailure(
      exitCode.usage,
      `\`${options.lifetime}\` is no lifetime, use 30m, 8h, at most 7d`,
    );
  }
  const { openDemoIssuer } = await import('../identity/demo-issuer.ts');
  settingsOf(makeDataDir, options.dataDir);
  const issuer = await openDemoIssuer(options.dataDir);
  stdout.write(`${await issuer.sign(claimsOf(persona, options.agency), seconds)}\n`);
  return exitCode.ok;
}

function wanted(id: string | undefined): Persona {
  if (id === undefined)
    throw new CommandFailure(exitCode.usage, 'say whose token with `--persona`, see `--list`');
  const persona = findPersona(id);
  if (persona) return persona;
  const ids = personas.map((each) => each.id);
  const meant = nearest(id, ids) ?? ids.find((candidate) => candidate.includes(id));
  const hint = meant === undefined ? '`--list` shows all' : `did you mean \`${meant}\``;
  throw new CommandFailure(exitCode.usage, `no persona \`${id}\`, ${hint}`);
}

/** Everybody but a developer belongs to one agency: a token that says otherwise would be another person. */
function checkAgency(persona: Persona, agency: string): void {
  if (persona.id !== 'agency-developer') {
    throw new CommandFailure(
      exitCode.usage,
      `\`--agency\` is for agency-developer, not for \`${persona.id}\``,
    );
  }
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(agency)) {
    throw new CommandFailure(
      exitCode.usage,
      `\`${agency}\` cannot name an agency, use a name like law-enforcement`,
    );
  }
}

function table(rows: readonly Persona[]): string {
  const cells = [
    ['PERSONA', 'AGENCY', 'ROLE', 'WHO'],
    ...rows.map(({ id, agency, roles, name, does }) => [id, agency, roles.join(' '), `${name}, ${does}`]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
