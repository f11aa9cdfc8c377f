import { patchOf, type Patch } from './module-variants.ts';

/** A mistake that somebody could make in the gateway. */
export interface SeededBug {
  readonly name: string;
  patches(): readonly Patch[];
}

const rights = 'gateway/rights/rights.ts';
const release = 'gateway/release/release.ts';
const fetched = 'gateway/authorize/fetched-operation.ts';
const uses = 'gateway/authorize/argument-uses.ts';

function bug(name: string, file: string, text: string, by: string): SeededBug {
  return { name, patches: () => [patchOf(file, text, by)] };
}

const enforcement = 'gateway/flow/enforcement.ts';

/** One mistake of each class; the suite has to notice every one of them. */
export const seededBugs: readonly SeededBug[] = [
  bug('nothing is pruned', fetched, `if (verdict.kind === 'never') continue;`, ''),
  bug(
    'nothing is decided when the fields are there',
    release,
    `field: (at) => (at.field.startsWith('__') ? undefined : fieldRelease(ground, at)),`,
    'field: () => undefined,',
  ),
  bug(
    'whole objects are not decided',
    release,
    `object: (type, at) => objectRelease(ground, type, at),`,
    'object: () => undefined,',
  ),
  bug(
    'the rules of an interface are not those of its objects',
    'gateway/supergraph/needs.ts',
    `...(type?.interfaces ?? []).flatMap((name) => stated.types.get(name) ?? []),`,
    '',
  ),
  bug('an object without a marking is for everybody', release, `(met !== undefined || !isMarked) &&`, ''),
  bug(
    'one custodian is enough',
    rights,
    `    custodians.map((custodian): Verdict => {`,
    `    custodians.slice(0, 1).map((custodian): Verdict => {`,
  ),
  bug(
    'one originator is enough',
    rights,
    `return marking.originators.map((originator) => ({`,
    `return marking.originators.slice(0, 1).map((originator) => ({`,
  ),
  bug(
    'rights are kept without the entitlements',
    'gateway/flow/bundle-in-use.ts',
    `const key = policies.callerKey(caller);`,
    `const key = caller.agency;`,
  ),
  bug(
    'an argument given by a variable is not looked at',
    uses,
    `const given = getArgumentValues(field, node, variables);`,
    `const given = getArgumentValues(field, { ...node, arguments: (node.arguments ?? []).filter(({ value }) => value.kind !== 'Variable') }, variables);`,
  ),
  bug(
    'what stands in an input object is not looked at',
    uses,
    `noteValue(rules, type, given[name], note);`,
    '',
  ),
  bug(
    'a named fragment is not looked into for arguments and refusals',
    'gateway/authorize/without-others.ts',
    `if (fragment) used.add(fragment);`,
    '',
  ),
  bug(
    'a substitute is shown without a decision of its own',
    release,
    `isOpen(siblingVerdict, met) && (isSiblingShown`,
    `(isSiblingShown`,
  ),
  bug(
    'rows that an argument chose are not checked',
    release,
    `chosen.every((each) => isOpen(each, met))`,
    'true',
  ),
  bug(
    'an enum value is shown to everybody',
    release,
    `return rule && rights.use(rule, type, agencies).kind === 'refused' ? [name] : [];`,
    'return [];',
  ),
  bug(
    'plans are not checked',
    'gateway/authorize/plan-assertion.ts',
    `return (rights) => (plan) => {`,
    `return (rights) => (plan) => {\n    if (plan) return;`,
  ),
  bug('what is hidden is told', release, `if (mode === 'HIDDEN') return 'null';`, ''),
  bug(
    'what is hidden is in the schema',
    'gateway/authorize/visible-schema.ts',
    `if (rule.withhold.mode !== 'HIDDEN') return false;`,
    'return false;',
  ),
  bug(
    'a denial of mode DENY does not end the operation',
    'gateway/flow/enforcement.ts',
    `if (notes.refusal() !== undefined) throw new WatchfloorError('FORBIDDEN');`,
    '',
  ),
  bug(
    'markings of two originators are taken for one',
    'gateway/release/object-markings.ts',
    '\\u0000${shown(originator)}',
    '',
  ),
  bug(
    'of two labels the laxer holds',
    'gateway/marking/marking.ts',
    `tlpLabels.indexOf(one) <= tlpLabels.indexOf(other) ? one : other`,
    `tlpLabels.indexOf(one) <= tlpLabels.indexOf(other) ? other : one`,
  ),
  bug(
    'what a field is computed from asks for nothing',
    'gateway/supergraph/needs.ts',
    `for (const next of found.inputs) seen.set`,
    `for (const next of found.inputs) if (next.kind === 'unknown') seen.set`,
  ),
  bug(
    'scopes are not asked for',
    'gateway/rights/standard-rule.ts',
    `return scopes.every((sets) => someWhole(sets, held)) &&`,
    `return`,
  ),
  bug(
    'the answer of a mask does not wait for the marking',
    'gateway/release/mask-text.ts',
    `state ?? 'the country'`,
    `state ?? ''`,
  ),
  bug(
    'a mutation that is not permitted for certain happens',
    'gateway/authorize/refused-outright.ts',
    `isRefused || kind !== 'always' || rows.has(node)`,
    `isRefused && rule.withhold.mode === 'DENY'`,
  ),
  bug(
    'something is changed while nothing can be recorded',
    enforcement,
    `asked.operation.operation === 'mutation' && !log.available()`,
    `asked.operation.operation === 'subscription' && !log.available()`,
  ),
  bug(
    'records name objects in plain words',
    'gateway/flow/disclosures-of.ts',
    `alike.entities.add(log.entityDigest(type, entity));`,
    `alike.entities.add(String(entity['id']));`,
  ),
  bug(
    'what is kept back is not recorded',
    release,
    `record?.(work, object, met, mode === 'MASK' ? 'MASKED' : 'SUPPRESSED', policies);`,
    '',
  ),
  bug(
    'a client that asked for errors is told less',
    'gateway/flow/withheld-errors.ts',
    `paths.map(`,
    `paths.slice(0, 1).map(`,
  ),
  bug(
    'one of two encoders does not tell what is withheld',
    'gateway/flow/query.ts',
    `return isEmpty(extensions) ? answer : { ...answer, extensions: { ...extensions } };`,
    'return answer;',
  ),
  bug(
    'an entity tells of what is hidden on it',
    'gateway/release/withheld-release.ts',
    `if (rule.isPublic || mode === 'HIDDEN') return [];`,
    `if (rule.isPublic) return [];`,
  ),
  bug(
    'what is hidden is introspected where its argument is not',
    'gateway/authorize/visible-schema.ts',
    `hidden.add(\`\${type.name}.\${name}(\${argument.name}:)\`);`,
    '',
  ),
  bug(
    'what is computed from the object above asks for nothing of it',
    'gateway/supergraph/inputs.ts',
    `of field.fromContexts) {`,
    `of field.fromContexts.slice(0, 0)) {`,
  ),
  bug(
    'what is sent along from the object above may enter any agency',
    'gateway/authorize/plan-assertion.ts',
    `if (rights.rules.mayEnter(sent.type, sent.field).includes(agency)) continue;`,
    'continue;',
  ),
  bug(
    'a plan may ask for what was not authorized',
    'gateway/authorize/plan-assertion.ts',
    `if (rights.field(type, name, [agency]).kind !== 'never') continue;`,
    'continue;',
  ),
  bug('what is sent to another agency is not recorded', enforcement, `notes.sent(value);`, ''),
  bug(
    'of two markings the first is taken for both',
    'gateway/release/object-markings.ts',
    `const only = keys.length === 1 ? object[keys[0] as string] : undefined;`,
    `const only = object[keys[0] as string];`,
  ),
];
