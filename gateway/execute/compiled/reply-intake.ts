import { catalogue } from '../../error/catalogue.ts';
import type { AgencyFailure } from '../agency-client.ts';
import { agencyFault, unknownObject } from './agency-fault.ts';
import type { AskedPart, Execution } from './asked-part.ts';
import type { Fault } from './faults.ts';
import { isJsonObject, parseExactly, type JsonObject } from './json-value.ts';
import { renameInAnswer } from './renamed-answer.ts';

/** What came of a request: the text of a body, or how the agency failed. */
export type AgencyText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly code: AgencyFailure };

type Path = readonly (string | number)[];

interface Told {
  readonly fault: Fault;
  readonly path?: Path;
}

/** Errors of one answer beyond these are not read. */
const maximumErrors = 100;

/** In a shorter text there is too little for looking what is alike in it. */
const longText = 512;

/**
 * Takes what an agency answered into the answer, trusting none of it: what does not fit leaves its own fields
 * empty, and its words are replaced by ours.
 *
 * The only text that passes is the message of an error that the agency marks `extensions.exposed: true` with the
 * code BAD_USER_INPUT. False when the answer is empty as a whole although several parts were asked for: then each
 * may be asked for by itself.
 */
export function takeReply(
  agency: string,
  asked: readonly AskedPart[],
  reply: AgencyText,
  execution: Execution,
  alone: boolean,
): boolean {
  const about = (): readonly JsonObject[] => asked.flatMap(({ targets }) => targets);
  const lose = (fault: Fault, derived = false): true => {
    execution.faults.note(fault, about());
    for (const { part, targets } of asked) {
      for (const target of targets) execution.merge.leaveEmpty(target, part.shape, { fault, derived });
    }
    return true;
  };
  if (reply.kind === 'failed') return lose(agencyFault(agency, reply.code));
  const body = parsed(reply.text);
  const told = isJsonObject(body) ? errorsOf(agency, body['errors']) : undefined;
  if (!isJsonObject(body) || !told) return lose(agencyFault(agency, 'SUBGRAPH_MALFORMED'));
  const data = body['data'];
  if (!isJsonObject(data)) {
    if (asked.length > 1) return false;
    const [first] = [...told.filter(({ fault }) => fault.once), ...located(data, told)];
    // What an error elsewhere took away with it failed for no reason of its own.
    lose(first?.fault ?? agencyFault(agency, 'SUBGRAPH_MALFORMED'), (first?.path?.length ?? 0) > 0);
    for (const { part, targets } of asked) {
      if (part.entities) continue;
      for (const target of targets) {
        for (const { fault, path } of told) if (path) markAt(target, path, fault, part, execution);
      }
    }
    return true;
  }
  // An error is about one of the objects that look alike; values from above differ where nothing else does.
  const joins = reply.text.length >= longText && told.length === 0 && !execution.plan.hasContexts;
  for (const one of asked) takePart(agency, one, data, told, execution, alone, joins);
  for (const { fault } of told) execution.faults.note(fault, about());
  return true;
}

function located(data: unknown, told: readonly Told[]): readonly Told[] {
  return data === null ? told.filter(({ path }) => path) : [];
}

function takePart(
  agency: string,
  asked: AskedPart,
  data: JsonObject,
  told: readonly Told[],
  execution: Execution,
  alone: boolean,
  joins: boolean,
): void {
  const { part, targets } = asked;
  if (part.entities) {
    takeEntities(agency, asked, alone ? '_entities' : part.entities.key, data, told, execution, joins);
    return;
  }
  renameInAnswer(data, part.renames, execution.facts);
  if (joins) execution.merge.joinAlike(data, part.shape);
  for (const target of targets) {
    execution.merge.into(target, data, part.shape, targets.length > 1);
    for (const { fault, path } of told) if (path) markAt(target, path, fault, part, execution);
  }
}

function takeEntities(
  agency: string,
  asked: AskedPart,
  key: string,
  data: JsonObject,
  told: readonly Told[],
  execution: Execution,
  joins: boolean,
): void {
  const { part, targets, sources, uses, representations } = asked;
  const { merge, facts, plan } = execution;
  const entities = Object.hasOwn(data, key) ? data[key] : undefined;
  const about = told.filter(({ path }) => path?.[0] === key);
  if (!Array.isArray(entities) || entities.length !== representations.length) {
    const fault = about[0]?.fault ?? agencyFault(agency, 'SUBGRAPH_MALFORMED');
    execution.faults.note(fault, targets);
    for (const target of targets) merge.leaveEmpty(target, part.shape, { fault });
    return;
  }
  if (part.renames.length > 0) renameInAnswer(entities, part.renames, facts);
  if (joins) merge.joinAlike(entities, part.shape);
  for (let index = 0; index < targets.length; index += 1) {
    const source = sources[index] ?? 0;
    const target = targets[index];
    const entity: unknown = entities[source];
    if (!target) continue;
    const uses_ = uses[source] ?? 1;
    if (isJsonObject(entity)) {
      const own = plan.hasContexts && uses_ > 1 ? structuredClone(entity) : entity;
      merge.into(target, own, part.shape, uses_ > 1);
    } else {
      // An error inside it took the whole entity away: that is told, and its other fields are lost with it.
      const inside = about.find(({ path }) => path?.[1] === source);
      const failed = entity === null ? unknownObject(agency) : agencyFault(agency, 'SUBGRAPH_MALFORMED');
      merge.leaveEmpty(
        target,
        part.shape,
        inside ? { fault: inside.fault, derived: true } : { fault: failed },
      );
    }
  }
  for (const { fault, path = [] } of about) {
    for (const [index, target] of targets.entries()) {
      if (path.length < 2 || path[1] === sources[index])
        markAt(target, path.slice(2), fault, part, execution);
    }
  }
}

/** Notes a failure at the place to which an agency's path leads: there, or where the way to it ends. */
function markAt(
  target: JsonObject,
  path: Path,
  fault: Fault,
  part: AskedPart['part'],
  execution: Execution,
): void {
  let place: object = target;
  for (const [depth, step] of path.entries()) {
    const value: unknown = Object.hasOwn(place, step) ? Reflect.get(place, step) : undefined;
    if (typeof value !== 'object' || value === null || depth === path.length - 1) {
      const rest = path.slice(depth + 1);
      execution.faults.mark(place, step, rest.length > 0 ? { fault, rest } : { fault });
      return;
    }
    place = value;
  }
  if (path.length === 0) execution.merge.leaveEmpty(target, part.shape, { fault, whole: true });
}

function parsed(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

/** The agency's errors in our words; undefined when they are no list of errors. */
function errorsOf(agency: string, value: unknown): Told[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isJsonObject)) return undefined;
  return value.slice(0, maximumErrors).map((error): Told => {
    const path = isPath(error['path']) ? { path: error['path'] } : {};
    const extensions = isJsonObject(error['extensions']) ? error['extensions'] : {};
    const { message } = error;
    const exposed = extensions['exposed'] === true && extensions['code'] === 'BAD_USER_INPUT';
    if (exposed && typeof message === 'string') {
      return {
        fault: { code: 'BAD_USER_INPUT', message: message.slice(0, 500), agency, once: true },
        ...path,
      };
    }
    // The gateway's own subgraph says so of its log; nobody else's word is taken for it.
    if (agency === 'watchfloor' && extensions['code'] === 'AUDIT_UNAVAILABLE') {
      const { message: words } = catalogue.AUDIT_UNAVAILABLE;
      return { fault: { code: 'AUDIT_UNAVAILABLE', message: words, agency, once: true }, ...path };
    }
    return { fault: agencyFault(agency, 'SUBGRAPH_UNAVAILABLE'), ...path };
  });
}

function isPath(value: unknown): value is Path {
  return (
    Array.isArray(value) && value.every((step) => typeof step === 'string' || Number.isSafeInteger(step))
  );
}
