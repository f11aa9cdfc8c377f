import { actionsOf, type Need } from './need.ts';
import type { Needs } from './needs.ts';
import { allOf, asksOnly, type StandardRule } from './standard-rule.ts';
import { auditLevels, type AuditLevel } from './statement.ts';
import { strictestWithhold, type WithholdRule } from './withhold.ts';

/** The rule of one field, everything that any agency states about it taken together. */
export interface FieldRule {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly isPublic: boolean;
  /** Cedar actions that are all needed, sorted; empty only when public. */
  readonly actions: readonly string[];
  /** The same with who decides: the action of a field that this one is computed from is for that field's custodians. */
  readonly needs: readonly Need[];
  readonly withhold: WithholdRule;
  readonly audited: AuditLevel;
  /** Subgraphs that resolve the field; of those that share a key, the ones that mark its objects. */
  readonly custodians: readonly string[];
  readonly requestable: boolean;
  /** Whether callers never see that it exists (`@inaccessible`, Federation 2.0); it can still be read for decisions. */
  readonly isInaccessible: boolean;
  /** What `@authenticated`, `@requiresScopes` and `@policy` ask on the field, its type and the type of its value. */
  readonly standard: StandardRule;
}

/** The rule of a field; one that the supergraph does not have is unclassified. */
export function fieldRuleOf(needs: Needs, type: string, name: string): FieldRule {
  const { types, others } = needs.stated;
  const needed = isIntrospection(needs, type, name) ? [] : needs.field(type, name);
  const elements = needs.elements(type, name);
  const withhold = strictestWithhold(elements.flatMap(({ field }) => field.says.withhold));
  const levels = elements.flatMap((each) => [each.field.says.audited, each.type.says.audited]);
  const standard = elements.flatMap(({ field, type: of }) => {
    const returned = types.get(field.returns)?.says ?? others.get(field.returns);
    const objects = of.name === type || !of.isInterface ? [] : needs.stated.implementers(of.name);
    const ofFields = objects.flatMap(({ fields }) => fields.get(name)?.says.standard ?? []);
    const ofTypes = objects.map(({ says }) => says.standard);
    return [
      ...(asksOnly(field.says.standard, ofFields) ? [] : [field.says.standard]),
      ...(asksOnly(of.says.standard, ofTypes) ? [] : [of.says.standard]),
      ...(returned === undefined ? [] : [returned.standard]),
    ];
  });
  const isPublic = needed.length === 0;
  return {
    coordinate: `${type}.${name}`,
    isPublic,
    actions: actionsOf(needed),
    needs: needed,
    withhold,
    audited: auditLevels.findLast((level) => levels.includes(level)) ?? 'NONE',
    custodians: needs.custodians(type, name),
    requestable: !isPublic && withhold.mode !== 'DENY' && withhold.mode !== 'HIDDEN',
    isInaccessible: elements.some(
      ({ field, type: { says } }) => field.says.isInaccessible || says.isInaccessible,
    ),
    standard: allOf(standard),
  };
}

/** The fields that every type or the query has by itself (GraphQL Oct 2021 4): what they show is decided elsewhere. */
function isIntrospection({ stated }: Needs, type: string, name: string): boolean {
  if (name === '__typename') return stated.types.has(type) || stated.unions.has(type);
  return type === stated.queryType && (name === '__schema' || name === '__type');
}
