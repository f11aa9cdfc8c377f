import { parseArgs } from 'node:util';
import type { Tlp } from '../marking.ts';
import type { NamedCounty } from './county-index.ts';
import type { Destination } from './destination.ts';
import { quoted } from './fault.ts';
import { load } from './load.ts';
import { problemLines } from './problem-list.ts';
import { progressOn } from './progress.ts';
import type { ProgressOutput } from './progress.ts';
import { summaryJson, summaryText } from './summary.ts';
import { tlpOfLabel } from './tlp.ts';

/** Help of the command, whole. */
export const loadHelp = `Usage: watchfloor load [options] <file|folder>...

Loads public data into the agencies' stores: everything, or nothing when one record is refused.
Files are recognised by their content: divisions, polling places and .gov domains (CSV), VIP 6 feeds (XML),
CISA's known exploited vulnerabilities, CSAF 2.0 advisories, STIX 2.1 bundles (JSON).
A second load of the same files changes nothing.

Options:
  --data-dir <folder>      where the agencies' stores are (default: WATCHFLOOR_DATA_DIR or .watchfloor)
  --format <text|json>     form of the summary on stdout (default: text)
  --dry-run                read, check and count, but keep nothing
  --skip-refused           load the rest when records are refused; files that cannot be read still stop the load
  --max-bytes <n>          largest file, in bytes or with K, M or G (default: 512M; JSON files at most 64M)
  --default-marking <tlp>  label of STIX objects and advisories that state none: RED, AMBER_STRICT, AMBER, GREEN or
                           CLEAR (default: AMBER_STRICT); ATT&CK, DISARM and public registers are CLEAR by themselves
  -h, --help               this text

Examples:
  npx watchfloor load known_exploited_vulnerabilities.json
  npx watchfloor load --dry-run --format json data/

Exit codes: 0 loaded, 2 no such file or option, 3 problems found and nothing loaded.
`;

/** What the command needs beside its arguments; tests give their own. */
export interface LoadCommandHost {
  readonly stdout: ProgressOutput;
  readonly stderr: ProgressOutput;
  readonly environment: Readonly<Record<string, string | undefined>>;
  destinations(dataDir: string, environment: LoadCommandHost['environment']): Promise<readonly Destination[]>;
  knownCounties(): Iterable<NamedCounty>;
}

/**
 * Runs `watchfloor load` with the arguments after the command's name, and gives its exit code.
 *
 * The summary goes to stdout; progress, warnings and problems go to stderr.
 */
export async function runLoad(argv: readonly string[], host: Partial<LoadCommandHost> = {}): Promise<number> {
  const { stdout, stderr, environment, destinations, knownCounties } = { ...(await productHost()), ...host };
  const options = optionsOf(argv, environment);
  if (options.kind === 'help') {
    stdout.write(loadHelp);
    return 0;
  }
  if (options.kind === 'mistake') {
    stderr.write(`error: ${options.reason}; see \`watchfloor load --help\`\n`);
    return 2;
  }
  const inCi = environment['CI'] !== undefined && environment['CI'] !== '' && environment['CI'] !== 'false';
  const report = await load({
    ...options,
    destinations: await destinations(options.dataDir, environment),
    knownCounties,
    progress: progressOn(stderr, inCi),
  });
  if (report.missing.length > 0) {
    for (const path of report.missing) stderr.write(`error: no file or folder ${quoted(path)}\n`);
    return 2;
  }
  for (const line of problemLines('warning', report.warnings)) stderr.write(`${line}\n`);
  for (const line of problemLines('error', report.problems)) stderr.write(`${line}\n`);
  stdout.write(options.format === 'json' ? summaryJson(report) : summaryText(report));
  return report.outcome === 'nothing loaded' ? 3 : 0;
}

interface Mistake {
  readonly kind: 'mistake';
  readonly reason: string;
}

interface Options {
  readonly kind: 'options';
  readonly paths: readonly string[];
  readonly dataDir: string;
  readonly format: 'text' | 'json';
  readonly dryRun: boolean;
  readonly skipRefused: boolean;
  readonly maximumBytes: number;
  readonly defaultTlp: Tlp;
}

function optionsOf(
  argv: readonly string[],
  environment: LoadCommandHost['environment'],
): Options | Mistake | { readonly kind: 'help' } {
  const parsed = parsedArguments(argv);
  if ('kind' in parsed) return parsed;
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'help' };
  if (positionals.length === 0) return mistake('name a file or folder to load');
  const {
    format = 'text',
    'max-bytes': largest = '512M',
    'default-marking': label = 'AMBER_STRICT',
  } = values;
  if (format !== 'text' && format !== 'json')
    return mistake(`--format is text or json, not ${quoted(format)}`);
  const maximumBytes = bytesOf(largest);
  if (maximumBytes === null)
    return mistake(`--max-bytes is a number of bytes such as 512M, not ${quoted(largest)}`);
  const defaultTlp = tlpOfLabel(label);
  if (defaultTlp === null) return mistake(`--default-marking ${quoted(label)} is no TLP label`);
  return {
    kind: 'options',
    paths: positionals,
    dataDir: values['data-dir'] ?? environment['WATCHFLOOR_DATA_DIR'] ?? '.watchfloor',
    format,
    dryRun: values['dry-run'] === true,
    skipRefused: values['skip-refused'] === true,
    maximumBytes,
    defaultTlp,
  };
}

function mistake(reason: string): Mistake {
  return { kind: 'mistake', reason };
}

function parsedArguments(argv: readonly string[]): ReturnType<typeof parse> | Mistake {
  try {
    return parse(argv);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [first = message] = message.split('. ');
    return mistake(first.replaceAll("'", '`').replace(/^./, (letter) => letter.toLowerCase()));
  }
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string' },
      format: { type: 'string' },
      'dry-run': { type: 'boolean' },
      'skip-refused': { type: 'boolean' },
      'max-bytes': { type: 'string' },
      'default-marking': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function bytesOf(text: string): number | null {
  const match = /^(\d{1,15})([KMG]?)B?$/i.exec(text.trim());
  if (match === null) return null;
  const bytes = Number(match[1]) * 1024 ** ['', 'K', 'M', 'G'].indexOf((match[2] ?? '').toUpperCase());
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : null;
}

// The agencies and the atlas are read only when a load runs, not for its help.
async function productHost(): Promise<LoadCommandHost> {
  const { productDestinations, atlasCounties } = await import('./product-host.ts');
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    destinations: productDestinations,
    knownCounties: atlasCounties,
  };
}
