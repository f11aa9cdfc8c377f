import { existsSync } from 'node:fs';
import { stderr, stdout } from 'node:process';
import { Option, type Command } from 'commander';
import type { VerifiedLog } from '../audit/verify-log.ts';
import { dataDirOf } from '../config/data-dir.ts';
import { CommandFailure, ending, exitCode, type ExitCode } from './exit.ts';
import { paint, printable } from './report/paint.ts';

interface LogCommandOptions {
  readonly dataDir?: string;
  readonly heads?: string;
}

interface VerifyCommandOptions extends LogCommandOptions {
  readonly postgres?: string;
  readonly format: string;
}

/** `watchfloor log`: whether the disclosure log is whole, and the heads that prove it elsewhere. */
export function register(program: Command): void {
  const log = program
    .command('log')
    .description('whether the disclosure log is whole: `log verify`, `log head`')
    .addHelpText('after', '\nExamples:\n  npx watchfloor log verify\n  npx watchfloor log head');
  placed(log.command('verify').description('read the whole log and name every record that was tampered with'))
    .option(
      '--postgres <url>',
      'the log is on this server (default: WATCHFLOOR_LOG_STORE, else the data directory)',
    )
    .addOption(new Option('--format <format>', 'form on stdout').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Exits with 0 when the log is whole and with 3 when it is not. Works beside a gateway that writes.

Examples:
  npx watchfloor log verify
  npx watchfloor log verify --heads /mnt/witness/heads --format json`,
    )
    .action(ending(verify));
  placed(log.command('head').description('print the newest signed head of each chain, one line of JSON each'))
    .addHelpText(
      'after',
      `
A head that is kept where the log's keeper cannot reach proves later that nothing before it was changed.
It is an Ed25519 signature over the line \`watchfloor disclosure log head\`, a line feed and the head without its
signature as canonical JSON (RFC 8785); \`key\` is the public key, \`root\` the Merkle root (RFC 9162).

Examples:
  npx watchfloor log head
  npx watchfloor log head --data-dir /srv/watchfloor >> /mnt/witness/heads.jsonl`,
    )
    .action(ending(head));
}

function placed(command: Command): Command {
  return command
    .option('--data-dir <folder>', 'where everything is kept (default: WATCHFLOOR_DATA_DIR or .watchfloor)')
    .option(
      '--heads <folder>',
      'the second place, with the signed heads (default: `heads` in the data directory)',
    );
}

async function verify({ dataDir: flag, heads, postgres, format }: VerifyCommandOptions): Promise<ExitCode> {
  const { checkedConnection, logConnection } = await import('../audit/log-connection.ts');
  const { UnreachableStore } = await import('../audit/postgres-client.ts');
  const { verifyLog } = await import('../audit/verify-log.ts');
  const dataDir = existing('data directory', dataDirOf(flag), '--data-dir');
  if (heads !== undefined) existing('folder', heads, '--heads');
  const connection = settingOf(() => checkedConnection(postgres ?? logConnection()));
  let told = performance.now();
  const verified = await verifyLog({ dataDir, heads, connection }, (records) => {
    if (performance.now() - told < 2000) return;
    told = performance.now();
    stderr.write(`${records.toLocaleString('en')} records read\n`);
  }).catch((error: unknown) => {
    throw error instanceof UnreachableStore ? new CommandFailure(exitCode.unreachable, error.message) : error;
  });
  stdout.write(format === 'json' ? `${JSON.stringify(verified, undefined, 2)}\n` : verifiedText(verified));
  return verified.findings.some(({ kind }) => kind === 'problem') ? exitCode.problems : exitCode.ok;
}

function verifiedText({ chains, findings }: VerifiedLog): string {
  const lines = chains.map(({ chain, records, heads, findings: own }) => {
    const whole = own.every(({ kind }) => kind !== 'problem');
    const sign = whole ? paint('green', '✓', stdout) : paint('red', '✗', stdout);
    return `${sign} chain ${printable(chain)}: ${records} records, ${heads} signed heads`;
  });
  if (lines.length === 0) lines.push('the log holds no records');
  for (const { kind, chain, message } of findings) {
    const sign = kind === 'problem' ? paint('red', 'problem', stdout) : paint('yellow', 'note', stdout);
    lines.push(`${sign}: ${printable(`${chain === '' ? '' : `chain ${chain}: `}${message}`)}`);
  }
  return `${lines.join('\n')}\n`;
}

async function head({ dataDir: flag, heads }: LogCommandOptions): Promise<ExitCode> {
  const { readHeads } = await import('../audit/head-folder.ts');
  const { logPlace } = await import('../audit/log-place.ts');
  const dataDir = existing('data directory', dataDirOf(flag), '--data-dir');
  const folder = logPlace(dataDir, heads).heads;
  const newest = readHeads(folder).flatMap(
    ({ heads: kept }) => kept.toSorted((a, b) => b.size - a.size)[0] ?? [],
  );
  if (newest.length === 0) {
    throw new CommandFailure(
      exitCode.problems,
      `no signed head in \`${folder}\`, name the folder with \`--heads\``,
    );
  }
  for (const each of newest) stdout.write(`${JSON.stringify(each)}\n`);
  return exitCode.ok;
}

/** A setting that cannot be used is a mistake in the command line. */
function settingOf<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new CommandFailure(exitCode.usage, error instanceof Error ? error.message : String(error));
  }
}

function existing(what: string, folder: string, option: string): string {
  if (existsSync(folder)) return folder;
  throw new CommandFailure(exitCode.usage, `no ${what} \`${folder}\`, name another one with \`${option}\``);
}
