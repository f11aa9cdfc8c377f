/** Whether a division is the area or lies in it. */
export function liesIn(ocdId: string, area: string): boolean {
  return ocdId === area || ocdId.startsWith(`${area}/`);
}
