import { expect, test } from 'vitest';
import { configured, forged, goodClaims, header } from './tokens.ts';

const now = 1_800_000_000;
const accepted = async (claims: object, atMs: number): Promise<boolean> => {
  const verifier = await configured({ clock: () => atMs });
  return verifier.verify(forged(header, { ...goodClaims(now), ...claims })).then(
    () => true,
    () => false,
  );
};

test.each<[string, object, number, boolean]>([
  ['29 s after its expiry', { iat: now - 60, exp: now }, 29_000, true],
  ['just before 30 s after its expiry', { iat: now - 60, exp: now }, 29_999, true],
  ['30 s after its expiry', { iat: now - 60, exp: now }, 30_000, false],
  ['31 s after its expiry', { iat: now - 60, exp: now }, 31_000, false],
  ['29 s before it is valid', { nbf: now + 29 }, 0, true],
  ['30 s before it is valid', { nbf: now + 30 }, 0, true],
  ['31 s before it is valid', { nbf: now + 31 }, 0, false],
  ['29 s before it was issued', { iat: now + 29 }, 0, true],
  ['30 s before it was issued', { iat: now + 30 }, 0, true],
  ['31 s before it was issued', { iat: now + 31 }, 0, false],
  ['of a day', { exp: now + 86_400 }, 0, true],
  ['of a day and a second', { exp: now + 86_401 }, 0, false],
  ['of a year, on its last day', { iat: now - 31_536_000, exp: now + 60 }, 0, false],
  ['without a time of issue, expiring in a day', { iat: undefined, exp: now + 86_400 }, 0, true],
  ['without a time of issue, expiring in a day and 31 s', { iat: undefined, exp: now + 86_431 }, 0, false],
  ['without an expiry', { exp: undefined }, 0, false],
  ['that expires when it is issued', { exp: now }, 0, false],
  ['that expires when it becomes valid', { nbf: now + 20, exp: now + 20 }, 0, false],
])('a token %s: %o at %d ms is accepted: %s', async (_, claims, ms, expected) => {
  expect(await accepted(claims, now * 1000 + ms)).toBe(expected);
});

test('a token that was verified before ends at the same millisecond as one that was not', async () => {
  let at = now * 1000;
  const verifier = await configured({ clock: () => at });
  const token = forged(header, goodClaims(now));
  const principal = await verifier.verify(token);
  at = (now + 60) * 1000 + 29_999;
  expect(await verifier.verify(token)).toBe(principal);
  at += 1;
  await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
