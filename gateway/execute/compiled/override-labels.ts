/**
 * The labels of progressive `@override` that hold for one request, sorted.
 *
 * `percent(5)` holds for five requests in a hundred, by one throw of the dice for all labels: who is within five per
 * cent is also within ten. A label of any other form is somebody else's to decide, and nobody has said that it
 * holds.
 */
export function holdingLabels(labels: readonly string[], dice: number = Math.random()): readonly string[] {
  return labels
    .filter((label) => {
      const share = /^percent\((\d+(?:\.\d+)?)\)$/.exec(label)?.[1];
      return share !== undefined && dice * 100 < Number(share);
    })
    .toSorted();
}
