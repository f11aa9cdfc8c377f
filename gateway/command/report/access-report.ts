import { stdout } from 'node:process';
import type { Principal } from '../../principal/principal.ts';
import type { ExplainedPolicy } from '../../viewer/explained-policy.ts';
import type { AccessDecision, ExplainedNeed, Explanation } from '../../viewer/explanation.ts';
import { paint, printable } from './paint.ts';

/** Whether an argument, input field or enum value may be given at a field; `reveals` are the coordinates it reads. */
export interface ExplainedUse {
  readonly coordinate: string;
  readonly at: string;
  readonly decision: AccessDecision;
  readonly reveals: readonly string[];
}

/** Who is explained, as far as it is known. */
export type ReportedCaller = Pick<
  Principal,
  'id' | 'name' | 'agency' | 'roles' | 'purposes' | 'community' | 'assignments' | 'exercise' | 'jurisdiction'
>;

/** A policy as a gateway tells of it: whether it holds for the caller is not said. `words` may be empty. */
export type ToldPolicy = Pick<ExplainedPolicy, 'id' | 'effect' | 'words'>;

/** What is known of the access to one field: all of it where the policies are at hand, else what a gateway tells. */
export interface ReportedAccess extends Omit<Explanation, 'isAudited' | 'needs' | 'standard'> {
  readonly isAudited?: boolean;
  readonly needs?: Explanation['needs'];
  readonly standard?: Explanation['standard'];
  readonly policies?: readonly ToldPolicy[];
}

/** The gateway that a report comes from; `isOther`: its bundle is not that of this folder. */
export interface ReportSource {
  readonly gateway: string;
  readonly bundle?: string;
  readonly isOther?: boolean;
  /** Whether the operation gives arguments, of which a gateway does not tell. */
  readonly hasArguments: boolean;
}

/** Everything that `watchfloor explain` found; `isWhole` prints policies with their text. */
export interface AccessReport {
  readonly caller: ReportedCaller;
  readonly note?: string;
  readonly isWhole: boolean;
  readonly explanations: readonly ReportedAccess[];
  readonly uses: readonly ExplainedUse[];
  readonly toldBy?: ReportSource;
}

/** The report as JSON, with the text of every policy. */
export function jsonAccessReport({ caller, note, explanations, uses, toldBy }: AccessReport): string {
  const { id, agency, roles, purposes, community } = caller;
  const report = {
    caller: { id, agency, roles, purposes, community },
    ...(note === undefined ? {} : { note }),
    ...(toldBy === undefined ? {} : { gateway: toldBy.gateway, bundle: toldBy.bundle ?? null }),
    coordinates: explanations,
    uses,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The report for people: a table of what was decided, then why, for everything that is not simply shown. */
export function textAccessReport(report: AccessReport): string {
  const { explanations, uses, isWhole, toldBy } = report;
  const told = explanations.filter(
    ({ decision, gives }) => isWhole || decision !== 'ALWAYS' || (gives && gives.decision !== 'ALWAYS'),
  );
  const everywhere = policiesOfAll(told);
  const parts = [
    callerText(report),
    tableOf(
      explanations.map((each) => [
        each.coordinate,
        wordOf(each),
        insteadText(each),
        each.custodians.join(', '),
      ]),
    ),
    ...(uses.length > 0 ? [usesText(uses)] : []),
    ...explanationTexts(told, isWhole, everywhere),
    ...(everywhere.length > 0
      ? [['Policies that speak of all of these', ...everywhere.flatMap(toldPolicyText)].join('\n')]
      : []),
    ...(told.length > 0 && !isWhole && !toldBy
      ? ['`--coordinate <Type.field>` prints the policies whole, `--json` everything.']
      : []),
    toldBy ? sourceText(toldBy) : agreementText(explanations),
  ];
  return printable(`${parts.join('\n\n')}\n`);
}

function callerText({ caller, note }: AccessReport): string {
  const { name, agency, roles, purposes, community, assignments, exercise, jurisdiction } = caller;
  const facts = [
    ['agency', agency],
    ['roles', roles.join(', ')],
    ['purposes', purposes.join(', ')],
    ['community', community.join(', ')],
    ['assignments', assignments.map(({ id, validTo }) => `${id} until ${validTo}`).join(', ')],
    ['jurisdiction', jurisdiction ?? ''],
    ['exercise', exercise ? 'yes' : 'no'],
  ].map(([label = '', value = '']) => `  ${label.padEnd(13)}${value === '' ? 'none' : value}`);
  const title = paint('bold', name, stdout);
  return [`${title}${note === undefined ? '' : ` (${note})`}`, ...facts].join('\n');
}

const words: Readonly<Record<AccessDecision, string>> = {
  ALWAYS: 'always',
  NEVER: 'never',
  DEPENDS: 'depends',
};

function wordOf({ decision, dependsOn, isPublic, gives }: ReportedAccess): string {
  if (decision === 'DEPENDS') return `depends on ${dependsOn.join(', ')}`;
  if (decision === 'ALWAYS' && gives && gives.decision !== 'ALWAYS') {
    const on = gives.dependsOn.length > 0 ? ` on ${gives.dependsOn.join(', ')}` : '';
    return `always, each ${gives.type} ${words[gives.decision]}${on}`;
  }
  return isPublic ? 'always (public)' : words[decision];
}

/** What a denied value becomes, with its reason; nothing where it is never denied. */
function insteadText({ decision, mode, instead, reason }: ReportedAccess): string {
  if (decision === 'ALWAYS') return '';
  return `${mode}${instead === undefined ? '' : ` "${instead}"`}${reason === undefined ? '' : `, ${reason}`}`;
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const cells = [['COORDINATE', 'DECISION', 'SHOWN INSTEAD', 'CUSTODIAN'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .filter((line, index, lines) => lines.indexOf(line) === index)
    .join('\n');
}

function usesText(uses: readonly ExplainedUse[]): string {
  const lines = uses.map(({ coordinate, at, decision, reveals }) => {
    const reads = reveals.length > 0 ? `, since it reads ${reveals.join(', ')}` : '';
    return `  ${coordinate} at ${at}: ${words[decision]}${reads}`;
  });
  return ['Arguments', ...lines].join('\n');
}

/** Coordinates that are decided alike are told of together. */
function explanationTexts(
  explanations: readonly ReportedAccess[],
  isWhole: boolean,
  everywhere: readonly ToldPolicy[],
): readonly string[] {
  const isApart = ({ id }: ToldPolicy): boolean => everywhere.every((each) => each.id !== id);
  const alike = Map.groupBy(explanations, (each) =>
    [
      wordOf(each),
      ...reasonLines(each, isWhole),
      ...(each.policies ?? []).filter(isApart).flatMap(toldPolicyText),
    ].join('\n'),
  );
  return [...alike].map(([text, those]) => {
    const names = [...new Set(those.map(({ coordinate }) => coordinate))].join(', ');
    return `${paint('bold', names, stdout)}: ${text}`;
  });
}

function reasonLines(explanation: ReportedAccess, isWhole: boolean): readonly string[] {
  const { gives, note, requestable, custodians, isPublic, isAudited, decision } = explanation;
  const { needs = [], standard = [] } = explanation;
  const instead = insteadText(explanation);
  const lines: string[] = instead === '' ? [] : [`  shown instead   ${instead}`];
  if (isPublic) lines.push('  public          anybody with a valid token may read it');
  else if (requestable && decision !== 'ALWAYS') {
    lines.push(`  release         can be asked of ${custodians.join(', ')}`);
  }
  if (isAudited)
    lines.push('  recorded        each release is in the disclosure log before the answer leaves');
  for (const each of standard) lines.push(`  also            ${each}`);
  if (note !== undefined) lines.push(`  why             ${note}`);
  for (const need of needs) lines.push(...needText(need, 'needs', isWhole));
  for (const need of gives?.needs ?? []) lines.push(...needText(need, `each ${need.type} needs`, isWhole));
  if (explanation.policies && decision !== 'ALWAYS')
    lines.push(`  changes with    ${changesWith(explanation)}`);
  return lines;
}

/** What a decision hangs on, as far as a gateway tells. */
function changesWith({ decision, dependsOn }: ReportedAccess): string {
  if (decision === 'NEVER') return 'what the caller is and was given, whatever the object';
  return `the object: its ${dependsOn.join(', ')}`;
}

/** The forbids that a gateway names for each of several fields, such as the community's own. */
function policiesOfAll(explanations: readonly ReportedAccess[]): readonly ToldPolicy[] {
  const [first = [], ...others] = explanations.map(({ policies = [] }) => policies).filter(isSome);
  if (others.length === 0) return [];
  return first.filter(
    ({ id, effect }) => effect === 'forbid' && others.every((each) => each.some((other) => other.id === id)),
  );
}

function isSome(policies: readonly ToldPolicy[]): boolean {
  return policies.length > 0;
}

function toldPolicyText({ id, effect, words: said }: ToldPolicy): readonly string[] {
  return [`  ${effect} ${id}`, ...(said === '' ? [] : [paint('dim', `    ${said}`, stdout)])];
}

function needText(need: ExplainedNeed, asks: string, isWhole: boolean): readonly string[] {
  const { action, custodian, type, policies } = need;
  const on = need.dependsOn.length > 0 ? ` on ${need.dependsOn.join(', ')}` : '';
  const head = `  ${asks} \`${action}\` of ${custodian}, on ${type}: ${words[need.decision]}${on}`;
  if (policies.every(({ effect }) => effect === 'forbid')) {
    return [head, `    no policy of ${custodian} permits it to anyone`];
  }
  const [deciding, others] = [policies.filter(isDeciding), policies.filter((each) => !isDeciding(each))];
  const rest = others.map(({ id }) => id).join(', ');
  return [
    head,
    ...deciding.flatMap((policy) => policyText(policy, isWhole)),
    ...(isWhole && rest !== '' ? [`    about other objects or callers: ${rest}`] : []),
  ];
}

/** A forbid that never applies decides nothing, nor does a permit that is about other objects. */
function isDeciding({ effect, outcome, missing }: ExplainedPolicy): boolean {
  return outcome !== 'fails' || (effect === 'permit' && missing !== undefined);
}

function policyText(policy: ExplainedPolicy, isWhole: boolean): readonly string[] {
  const { id, effect, file, line, words: said, text, missing = [] } = policy;
  const body = isWhole ? text.split('\n') : said === '' ? [] : [said];
  const [only, ...others] = missing;
  return [
    `    ${effect} ${id}  (${file}:${line})`,
    ...body.map((each) => paint('dim', `      ${each}`, stdout)),
    `      ${outcomeText(policy)}`,
    ...(others.length > 0 ? ['      it would take one of', ...missing.map((way) => `        - ${way}`)] : []),
    ...(only !== undefined && others.length === 0 ? [`      it would take ${only}`] : []),
  ];
}

function outcomeText({ effect, outcome, when }: ExplainedPolicy): string {
  const verb = effect === 'permit' ? 'permits' : 'forbids';
  if (outcome === 'holds') return `${verb} it for every object`;
  if (outcome === 'depends') return `${verb} it where ${when ?? 'it cannot be evaluated'}`;
  return effect === 'permit' ? 'does not permit it to this caller' : 'does not forbid it';
}

function sourceText({ gateway, bundle, isOther, hasArguments }: ReportSource): string {
  const which = bundle === undefined ? '' : `, bundle ${bundle.slice(0, 6)}`;
  const other = isOther ? ", which is not this folder's" : '';
  return [
    `Told by ${gateway}${which}${other}.`,
    'Which policies hold for a caller a gateway tells nobody: `watchfloor explain` without `--server` does, where they are.',
    ...(hasArguments
      ? ['It does not tell of arguments either: one that reads what is withheld is refused.']
      : []),
  ].join('\n');
}

function agreementText(explanations: readonly ReportedAccess[]): string {
  const needs = explanations.flatMap((each) => [...(each.needs ?? []), ...(each.gives?.needs ?? [])]);
  const found = [...new Set(needs.flatMap(({ disagreements }) => disagreements))];
  if (needs.length === 0) return 'Nothing had to be decided.';
  if (found.length === 0) return "Cedar's own engine decides the same on sample objects of every label.";
  const lines = found.slice(0, 5).map((each) => `  ${each}`);
  return [
    paint('red', `Cedar's own engine decides otherwise on ${found.length} sample objects:`, stdout),
    ...lines,
  ].join('\n');
}
