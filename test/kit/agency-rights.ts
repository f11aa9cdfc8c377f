import { personas } from '../../gateway/identity/personas.ts';
import { policyCaller } from '../../gateway/rights/policy-caller.ts';
import { openAgencyGuard, type CallerRights } from '../../subgraphs/kit/guard/caller-rights.ts';
import { readBook } from '../../subgraphs/kit/guard/read-book.ts';
import type { Agency } from '../../subgraphs/kit/subgraph.ts';

const book = readBook({});
/** 09:30 on the day of the exercise, when the assignments of personas are looked at. */
const day = Date.parse('2024-11-05T14:30:00Z');

/** What a persona may do at an agency, by the committed policies. */
export function rightsOf(agency: Agency, id: string): CallerRights {
  const found = personas.find((each) => each.id === id);
  if (!found) throw new Error(`no persona \`${id}\``);
  const guard = openAgencyGuard({ agency: agency.name, rules: agency.rules, book, key: 'a key' });
  return guard.rightsOf(policyCaller({ ...found, demo: true }, day));
}
