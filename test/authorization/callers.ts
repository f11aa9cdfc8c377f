import { claimsOf, findPersona, personas } from '../../gateway/identity/personas.ts';
import type { Claims } from '../../gateway/identity/claim.ts';

const georgia = 'ocd-division/country:us/state:ga';

/**
 * Everybody the field policy is asked for: all personas, clerks of the counties it speaks of, and people who have a part
 * of what it asks for: who notifies victims, a clerk who defends networks, law enforcement with an approval that only
 * intelligence can use, and a chief election official of another state.
 */
export const callers: ReadonlyMap<string, string | Claims> = new Map<string, string | Claims>([
  ...personas.map(({ id }) => [id, id] as const),
  ...['Chatham', 'Cobb', 'Glynn', 'Gwinnett', 'Lowndes', 'Richmond'].map(
    (name) => [`clerk of ${name}`, clerkOf(name)] as const,
  ),
  ['notifier', like('watch-officer', 'notifier', { purposes: ['TENOT'] })],
  ['defender of Hall', { ...clerkOf('Hall'), purposes: ['NETDEF'] }],
  [
    'approved coordinator',
    like('election-crimes-coordinator', 'approved-coordinator', {
      purposes: ['LEGAL', 'INTEL'],
      assignments: personaClaims('unmasking-analyst')['assignments'],
    }),
  ],
  [
    'chief of Pennsylvania',
    like('chief-state-election-official', 'chief-of-pennsylvania', {
      jurisdiction: 'ocd-division/country:us/state:pa',
    }),
  ],
]);

/** The claims of the clerk of a county of Georgia. */
export function clerkOf(county: string): Claims {
  const slug = county.toLowerCase();
  return like('county-clerk', `clerk-of-${slug}`, { jurisdiction: `${georgia}/county:${slug}` });
}

/** Somebody else with the claims of a persona, but for some. */
function like(persona: string, name: string, claims: Claims): Claims {
  return { ...personaClaims(persona), sub: `urn:watchfloor:test:${name}`, ...claims };
}

function personaClaims(id: string): Claims {
  const persona = findPersona(id);
  if (!persona) throw new Error(`no persona \`${id}\``);
  return claimsOf(persona);
}
