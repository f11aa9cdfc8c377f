import { parseArgs } from 'node:util';

/** What a run is to try. */
export interface ProofArguments {
  readonly seed: string;
  readonly triples: number;
  readonly mutants: number;
  readonly comparisons: number;
  /** Triples that are asked with layers left out. */
  readonly layers: number;
  readonly bugs: boolean;
  readonly policies: boolean;
  readonly json: boolean;
}

/** What `--help` tells. */
export const usage = `npm run prove -- [options]

Asks random graphs in two worlds, and breaks the gateway on purpose to see that it is noticed.

  --triples N       graph, caller and operation, each in two worlds (10000)
  --mutants N       mutants of the enforcing code that are tried (150)
  --comparisons N   decisions that are compared with Cedar's own engine (100000)
  --layers N        triples that are asked with the gateway's or the agencies' layer left out (400)
  --no-bugs         without the seeded bugs
  --no-policies     without the mutants of the demonstration's policies
  --seed TEXT       what everything random follows from; by default the time
  --json            the report as one line of JSON
  --help            this text

It ends with 1 where something was found or a seeded bug was not, and with 2 for a mistaken option.`;

/** The run that a command line asks for, `help`, or in one line what is wrong with it. */
export function readArguments(
  given: readonly string[],
  now: number,
): ProofArguments | 'help' | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        triples: { type: 'string', default: '10000' },
        mutants: { type: 'string', default: '150' },
        comparisons: { type: 'string', default: '100000' },
        layers: { type: 'string', default: '400' },
        seed: { type: 'string', default: String(now) },
        bugs: { type: 'boolean', default: true },
        policies: { type: 'boolean', default: true },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
      allowNegative: true,
    });
    if (values.help) return 'help';
    for (const name of ['triples', 'mutants', 'comparisons', 'layers'] as const) {
      if (!/^\d{1,9}$/u.test(values[name]))
        return { wrong: `\`--${name}\` takes a number, not \`${values[name]}\`` };
    }
    const { triples, mutants, comparisons, layers, ...rest } = values;
    return {
      ...rest,
      triples: Number(triples),
      mutants: Number(mutants),
      comparisons: Number(comparisons),
      layers: Number(layers),
    };
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/u);
    return { wrong: line.replaceAll("'", '`').replace(/^./u, (first) => first.toLowerCase()) };
  }
}
