import { unclassifiedAction } from './need.ts';
import { readRules } from './rules.ts';

/** The rule of one field as it is told, once for each agency that decides about the field. */
export interface ListedRule {
  readonly coordinate: string;
  readonly custodian: string;
  readonly actions: readonly string[];
  readonly withholdMode: string;
  readonly reason?: string;
  readonly requestable: boolean;
}

/**
 * The rules of every governed field of a supergraph's object types, sorted by coordinate, then custodian.
 *
 * Fields that are inaccessible or HIDDEN have no rule here: that they exist is not told. Neither have those that
 * nobody classified.
 */
export function fieldRules(sdl: string): readonly ListedRule[] {
  const rules = readRules(sdl);
  return rules.coordinates.flatMap((coordinate) => {
    const [type = '', field = ''] = coordinate.split('.');
    const { isPublic, isInaccessible, actions, withhold, custodians, requestable } = rules.field(type, field);
    if (isPublic || isInaccessible || withhold.mode === 'HIDDEN') return [];
    if (rules.type(type).isInterface || actions.includes(unclassifiedAction)) return [];
    const { mode, reason } = withhold;
    const told = { actions, withholdMode: mode, ...(reason === undefined ? {} : { reason }), requestable };
    return custodians.map((custodian) => ({ coordinate, custodian, ...told }));
  });
}
