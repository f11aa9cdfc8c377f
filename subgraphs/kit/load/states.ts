/** A US state, district or territory. */
export interface State {
  /** Two letters, upper case (USPS). */
  readonly code: string;
  /** Two digits (FIPS), the first two of a county's GEOID. */
  readonly fips: string;
  readonly name: string;
  readonly ocdId: string;
}

const table =
  'AL01Alabama AK02Alaska AZ04Arizona AR05Arkansas CA06California CO08Colorado CT09Connecticut DE10Delaware ' +
  'DC11District_of_Columbia FL12Florida GA13Georgia HI15Hawaii ID16Idaho IL17Illinois IN18Indiana IA19Iowa ' +
  'KS20Kansas KY21Kentucky LA22Louisiana ME23Maine MD24Maryland MA25Massachusetts MI26Michigan MN27Minnesota ' +
  'MS28Mississippi MO29Missouri MT30Montana NE31Nebraska NV32Nevada NH33New_Hampshire NJ34New_Jersey ' +
  'NM35New_Mexico NY36New_York NC37North_Carolina ND38North_Dakota OH39Ohio OK40Oklahoma OR41Oregon ' +
  'PA42Pennsylvania RI44Rhode_Island SC45South_Carolina SD46South_Dakota TN47Tennessee TX48Texas UT49Utah ' +
  'VT50Vermont VA51Virginia WA53Washington WV54West_Virginia WI55Wisconsin WY56Wyoming AS60American_Samoa ' +
  'GU66Guam MP69Northern_Mariana_Islands PR72Puerto_Rico VI78U.S._Virgin_Islands';

const territories = new Set(['AS', 'GU', 'MP', 'PR', 'VI']);

/** Every state, the District of Columbia and the territories, in the order of their FIPS codes or names. */
export const states: readonly State[] = table.split(' ').map((entry) => {
  const code = entry.slice(0, 2);
  return {
    code,
    fips: entry.slice(2, 4),
    name: entry.slice(4).replaceAll('_', ' '),
    ocdId: `ocd-division/country:us/${partName(code)}:${code.toLowerCase()}`,
  };
});

const byCode = new Map(states.map((state) => [state.code, state]));
const byName = new Map(states.map((state) => [state.name.toLowerCase(), state]));

/** The state of a two-letter code, in any case. */
export function stateOfCode(code: string): State | null {
  return byCode.get(code.trim().toUpperCase()) ?? null;
}

/** The state of a name, in any case. */
export function stateOfName(name: string): State | null {
  return byName.get(name.trim().toLowerCase()) ?? null;
}

function partName(code: string): string {
  if (code === 'DC') return 'district';
  return territories.has(code) ? 'territory' : 'state';
}
