import { isObjectType, type GraphQLSchema } from 'graphql';
import { markingLine } from '../../schema/marking-line.ts';
import { tlpLabels } from '../../schema/policy/resource.ts';
import { shownLabel, type Marking } from '../marking/marking.ts';
import type { Rights } from '../rights/rights.ts';
import type { ToldDisclosure } from './readable-log.ts';
import type { CallerAccess } from './viewer-access.ts';

/** What one caller may be told of the disclosure log, by the policies of the gateway's own subgraph. */
export interface DisclosureReader {
  /** Fields whose records may be told; undefined: of all, also of those that the graph has no more. */
  readonly coordinates: ReadonlySet<string> | undefined;
  mayRead(record: ToldDisclosure): boolean;
  /** `Marking` of the page that is made for the caller. */
  readonly marking: object;
  /** `Disclosure` of the schema; the person in it only where that may be told. */
  told(record: ToldDisclosure): object;
}

const own = 'watchfloor';

/**
 * Reads for a caller: a record is marked with the agency whose data it was as its originator, a person in it with
 * their own.
 *
 * Who may not be told of records in general is told of none of a field that they do not see: that there is such a
 * field may be withheld from them, too.
 */
export function disclosureReader({ rights, visible }: CallerAccess): DisclosureReader {
  const known = new Map<string, boolean>();
  const may = (type: string, marking: Marking): boolean => {
    const key = `${type} ${marking.originators.join()} ${marking.status}`;
    const allowed = known.get(key) ?? isAllowed(rights, type, marking);
    known.set(key, allowed);
    return allowed;
  };
  const mayOfAgency = (agency: string): boolean =>
    ['ACTUAL', 'EXERCISE'].some((status) => may('Disclosure', markingBy(agency, status)));
  const custodianOf = (coordinate: string): string => {
    const [type = '', field = ''] = coordinate.split('.');
    const { custodians } = rights.rules.field(type, field);
    // Of several agencies that decide about a field each may know.
    return custodians.find((each) => each === rights.caller.agency) ?? custodians[0] ?? own;
  };
  const markingOf = ({ coordinate, marking }: ToldDisclosure): Marking =>
    markingBy(custodianOf(coordinate), handlingOf(marking).status);

  return {
    coordinates: mayOfAgency(own)
      ? undefined
      : new Set(
          auditedFields(rights).filter((each) => isVisible(visible, each) && mayOfAgency(custodianOf(each))),
        ),
    marking: asSent(markingBy(rights.caller.agency, 'ACTUAL')),
    mayRead: (record) => may('Disclosure', markingOf(record)),
    told(record) {
      const { principal, request, entities, ...shown } = record;
      const { status, label } = handlingOf(record.marking);
      const person = markingBy(record.agency, status);
      const to = may('DisclosedTo', person) ? { id: principal, request, marking: asSent(person) } : null;
      return { ...shown, to, label, objects: entities.length, marking: asSent(markingOf(record)) };
    },
  };
}

function isAllowed(rights: Rights, type: string, marking: Marking): boolean {
  const verdict = rights.object(type, [own]);
  if (verdict.kind !== 'depends') return verdict.kind === 'always';
  return verdict.decide(marking).allowed;
}

/** Fields whose release is recorded. */
function auditedFields({ rules }: Rights): readonly string[] {
  return rules.coordinates.filter((coordinate) => {
    const [type = '', field = ''] = coordinate.split('.');
    return rules.field(type, field).audited === 'SENSITIVE';
  });
}

function isVisible(schema: GraphQLSchema, coordinate: string): boolean {
  const [type = '', field = ''] = coordinate.split('.');
  const named = schema.getType(type);
  return isObjectType(named) && Object.hasOwn(named.getFields(), field);
}

function markingBy(originator: string, status: string): Marking {
  return { tlp: 'AMBER_STRICT', releasableTo: [], originators: [originator], caveats: [], status };
}

/** `Marking` of the schema. */
function asSent({ originators, ...marking }: Marking): object {
  const parts = { ...marking, originator: originators[0] ?? own };
  return { ...parts, line: markingLine(parts) };
}

/** What the canonical text of a marking says; values that carried none belong to no exercise. */
function handlingOf(text: string): { readonly status: string; readonly label: string | null } {
  if (text === '') return { status: 'ACTUAL', label: null };
  const parts: unknown = JSON.parse(text);
  const [tlp, , , , , status] = Array.isArray(parts) ? (parts as readonly unknown[]) : [];
  const label = tlpLabels.find((each) => each === tlp);
  return {
    status: typeof status === 'string' ? status : 'ACTUAL',
    label: label === undefined ? null : shownLabel(label),
  };
}
