import { availableParallelism } from 'node:os';
import { engineNames, type EngineName } from '../execute/engine.ts';

/** A setting that is missing or unsafe: nothing starts. */
export class UnusableSetting extends Error {}

/** The number that an option gives, from 0 to `maximum`. */
export function wholeNumber(option: string, text: string, maximum: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= maximum) return number;
  throw new UnusableSetting(`\`${option}\` is a whole number up to ${maximum}, not \`${text}\``);
}

/** The engine that `--engine` names. */
export function engineName(text: string): EngineName {
  const known = engineNames.find((name) => name === text);
  if (known) return known;
  throw new UnusableSetting(`\`--engine\` is ${engineNames.join(' or ')}, not \`${text}\``);
}

/** How many processes `--workers` asks for; `auto` is one for each processor that this process may use. */
export function workerCount(text: string): number {
  if (text === 'auto') return availableParallelism();
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= mostWorkers) return count;
  throw new UnusableSetting(
    `\`--workers\` is \`auto\` or a number from 1 to ${mostWorkers}, not \`${text}\``,
  );
}

const mostWorkers = 64;

/** The origins of `--allow-origin`, each as a browser writes it. */
export function originList(origins: readonly string[]): readonly string[] {
  for (const origin of origins) {
    if (URL.parse(origin)?.origin !== origin) {
      throw new UnusableSetting(
        `\`${origin}\` is not an origin, write for example \`https://board.example\``,
      );
    }
  }
  return origins;
}
