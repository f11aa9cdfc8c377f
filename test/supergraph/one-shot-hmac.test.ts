import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneShotHmac } from '../../gateway/supergraph/one-shot-hmac.ts';

const parts = fc.array(
  fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 300 })),
  { maxLength: 5 },
);

function expected(key: string, given: readonly (Uint8Array | string)[]): string {
  const mac = createHmac('sha256', key);
  for (const part of given) mac.update(part);
  return mac.digest('base64url');
}

test('is the HMAC that Node makes, for keys shorter and longer than a block', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(parts, { maxLength: 4 }),
      (key, all) => {
        const hmac = oneShotHmac(key);
        for (const given of all) expect(hmac(given)).toBe(expected(key, given));
      },
    ),
  );
});

test('is so for a body of any size, and for the small one that follows it', () => {
  const hmac = oneShotHmac('key');
  for (const size of [4096, 100_000, 5_000_000, 1, 0]) {
    for (const body of ['a'.repeat(size), 'é'.repeat(size), Buffer.alloc(size, 7)]) {
      expect(hmac(['head', body])).toBe(expected('key', ['head', body]));
    }
  }
});
