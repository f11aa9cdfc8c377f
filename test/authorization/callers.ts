import { claimsOf, findPersona, personas } from '../../gateway/identity/personas.ts';
import type { Claims } from '../../gateway/identity/claim.ts';

const georgia = 'ocd-division/country:us/state:ga';

/** Everybody the field policy is asked for: all personas, clerks of the counties it speaks of, and who notifies victims. */
export const callers: ReadonlyMap<string, string | Claims> = new Map<string, string | Claims>([
  ...personas.map(({ id }) => [id, id] as const),
  ...['Chatham', 'Cobb', 'Glynn', 'Lowndes', 'Richmond'].map(
    (name) => [`clerk of ${name}`, clerkOf(name)] as const,
  ),
  [
    'notifier',
    { ...personaClaims('watch-officer'), sub: 'urn:watchfloor:test:notifier', purposes: ['TENOT'] },
  ],
]);

/** The claims of the clerk of a county of Georgia. */
export function clerkOf(county: string): Claims {
  return {
    ...personaClaims('county-clerk'),
    sub: `urn:watchfloor:test:clerk-of-${county.toLowerCase()}`,
    jurisdiction: `${georgia}/county:${county.toLowerCase()}`,
  };
}

function personaClaims(id: string): Claims {
  const persona = findPersona(id);
  if (!persona) throw new Error(`no persona \`${id}\``);
  return claimsOf(persona);
}
