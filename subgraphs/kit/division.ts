/** A division and every division above it, itself first: `…/state:ga/county:fulton`, `…/state:ga`, `…/country:us`. */
export function divisionAndAbove(ocdId: string): readonly string[] {
  const parts = ocdId.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, parts.length - index).join('/'));
}
