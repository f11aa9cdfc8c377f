import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyTree, grownTree, leafHash, leafPrefix, rootHash } from '../../gateway/audit/merkle-tree.ts';

const entries = Array.from({ length: 70 }, (_, index) => Buffer.from(`entry ${index}`));

const leafOf = (entry: Buffer): Buffer => leafHash(Buffer.concat([Buffer.of(leafPrefix), entry]));

/** The definition itself (RFC 9162 2.1.1): MTH of a list of entries. */
function merkleTreeHash(list: readonly Buffer[]): Buffer {
  const sha256 = (...parts: readonly Buffer[]): Buffer =>
    createHash('sha256').update(Buffer.concat(parts)).digest();
  const [only] = list;
  if (only === undefined) return sha256();
  if (list.length === 1) return sha256(Buffer.of(0), only);
  let split = 1;
  while (split * 2 < list.length) split *= 2;
  return sha256(Buffer.of(1), merkleTreeHash(list.slice(0, split)), merkleTreeHash(list.slice(split)));
}

test('the root is that of RFC 9162 at every size, however the tree has grown', () => {
  let one = emptyTree;
  for (let size = 0; size <= entries.length; size += 1) {
    const list = entries.slice(0, size);
    const expected = merkleTreeHash(list).toString('hex');
    expect(rootHash(one).toString('hex')).toBe(expected);
    expect(rootHash(grownTree(emptyTree, list.map(leafOf))).toString('hex')).toBe(expected);
    const next = entries[size];
    if (next) one = grownTree(one, [leafOf(next)]);
  }
});

test('roots are those that Certificate Transparency logs compute of the same entries', () => {
  const inputs = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const leaves = inputs.map((text) => leafOf(Buffer.from(text, 'hex')));
  const root = (size: number): string =>
    rootHash(grownTree(emptyTree, leaves.slice(0, size))).toString('hex');
  expect(root(0)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(root(1)).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  expect(root(2)).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
  expect(root(3)).toBe('aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77');
  expect(root(8)).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
});
