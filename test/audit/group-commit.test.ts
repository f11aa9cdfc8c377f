import { expect, test } from 'vitest';
import { openGroupCommit } from '../../gateway/audit/group-commit.ts';

/** A group whose commits are written down by the lengths of their texts. */
function written(): { readonly add: (text: string, drafts?: number) => Promise<void>; sizes: number[][] } {
  const sizes: number[][] = [];
  const commit = async (texts: readonly string[]): Promise<void> => {
    sizes.push(texts.map(({ length }) => length));
    await new Promise(setImmediate);
  };
  const group = openGroupCommit(commit, { drafts: 10_000, length: 64 * 1024 * 1024 });
  return { add: (text, drafts = 1) => group.add(drafts, text), sizes };
}

const mebi = 1024 * 1024;

test('what is added in one turn is one commit, and what comes meanwhile the next one', async () => {
  const { add, sizes } = written();
  const first = [add('a'), add('bb')];
  await Promise.resolve();
  await Promise.resolve();
  await Promise.all([...first, add('ccc'), add('dddd')]);
  expect(sizes).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('a commit takes so many records and so much text at most, and a request is never split', async () => {
  const { add, sizes } = written();
  await Promise.all([add('a', 2000), add('b', 100), add('c', 3000), add('d', 1)]);
  expect(sizes).toEqual([[1], [1], [1], [1]]);
  sizes.length = 0;
  const text = 'x'.repeat(3 * mebi);
  await Promise.all([add(text), add('b'), add(text), add('y'.repeat(9 * mebi)), add('e')]);
  expect(sizes).toEqual([[3 * mebi, 1], [3 * mebi], [9 * mebi], [1]]);
});
