import { residualOf } from '../../schema/policy/foreseen.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import { satisfies } from '../../schema/policy/residual.ts';
import { comparisonsAtOnce, nothingCompared, singleComparisons } from '../policy/engine-comparison.ts';
import { readArguments, usage, type ProofArguments } from './arguments.ts';
import { codeMutants } from './code-mutants.ts';
import { layerRows } from './layers.ts';
import { policyMutants } from './policy-mutants.ts';
import { findingWith, openGrounds, proveTriples } from './prove.ts';
import { isWhole, table, type ProofReport } from './report.ts';
import { seededBugs } from './seeded-bugs.ts';

const asked = readArguments(process.argv.slice(2), Date.now());
if (asked === 'help') {
  console.log(usage);
  process.exit(0);
}
if ('wrong' in asked) {
  console.error(`prove: ${asked.wrong}`);
  process.exit(2);
}
const report = await prove(asked);
console.log(asked.json ? JSON.stringify(report) : table(report));
process.exit(isWhole(report) ? 0 : 1);

async function prove(given: ProofArguments): Promise<ProofReport> {
  const { seed, triples } = given;
  const began = performance.now();
  const extent = { seed, triples, perGraph: 40, callers: 8 };
  const { figures, findings } = await proveTriples(extent, 5, tell);
  const comparisons = compared(seed, given.comparisons);
  const bugs = given.bugs ? await caughtBugs() : [];
  const layers = given.layers > 0 ? await layerRows('layers', given.layers, tell) : [];
  const code = await codeMutants(seed, given.mutants, tell);
  const { coordinates, ...counts } = figures;
  return {
    seed,
    figures: {
      ...counts,
      coordinates: coordinates.size,
      seconds: Math.round((performance.now() - began) / 1000),
    },
    findings,
    comparisons,
    bugs,
    layers,
    policies: given.policies ? policyMutants() : { tried: 0, telling: 0, killed: 0, survivors: [] },
    code,
  };
}

/** Progress of a long run; what it found goes to the output, whole. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function caughtBugs(): Promise<ProofReport['bugs']> {
  const grounds = await openGrounds('bugs', 24);
  const found: { readonly name: string; readonly found: string | null }[] = [];
  for (const { name, patches } of seededBugs) {
    const finding = await findingWith(name, patches(), grounds, { perGraph: 16, callers: 6 });
    found.push({ name, found: finding && finding.kind !== 'failure' ? finding.kind : null });
    tell(`bug ${found.length} of ${seededBugs.length}: ${finding ? 'caught' : 'NOT CAUGHT'}: ${name}`);
  }
  for (const { served } of grounds) await served.close();
  return found;
}

function compared(seed: string, wanted: number): ProofReport['comparisons'] {
  const counts = nothingCompared();
  const number = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000_007, 7);
  for (const comparison of singleComparisons(number, Math.ceil(wanted / comparisonsAtOnce))) {
    const difference = comparison.difference({ openPolicies, residualOf, satisfies }, counts);
    if (difference !== undefined) return { compared: counts.compared, difference };
    if (counts.compared % 32_000 === 0) tell(`${counts.compared} decisions compared with Cedar`);
  }
  return { compared: counts.compared, difference: undefined };
}
