import { expect, test } from 'vitest';
import { unknownStore } from '../../gateway/command/agency-environment.ts';
import { refuseUnknownStores, storeConnection } from '../../subgraphs/kit/store-connection.ts';

const agencies = ['cyber', 'law-enforcement'];
const url = 'postgres://127.0.0.1/x';

test('an agency’s own variable comes before the one for all', () => {
  const environment = { WATCHFLOOR_STORE: 'postgres://127.0.0.1/all', WATCHFLOOR_STORE_LAW_ENFORCEMENT: url };
  expect(storeConnection('law-enforcement', environment)).toBe(url);
  expect(storeConnection('cyber', environment)).toBe('postgres://127.0.0.1/all');
  expect(storeConnection('cyber', {})).toBeUndefined();
});

test('a variable that is set and empty is refused', () => {
  expect(() => storeConnection('cyber', { WATCHFLOOR_STORE_CYBER: '', WATCHFLOOR_STORE: url })).toThrow(
    '`WATCHFLOOR_STORE_CYBER` is empty',
  );
});

test('a misspelt variable is refused, wherever it is read', () => {
  const environment = { WATCHFLOOR_STORE_CYBR: url };
  expect(() => refuseUnknownStores(agencies, environment)).toThrow('`WATCHFLOOR_STORE_CYBR` names no agency');
  expect(unknownStore(agencies, environment)).toBe('WATCHFLOOR_STORE_CYBR');
  const right = { WATCHFLOOR_STORE: url, WATCHFLOOR_STORE_LAW_ENFORCEMENT: url };
  expect(() => refuseUnknownStores(agencies, right)).not.toThrow();
  expect(unknownStore(agencies, right)).toBeUndefined();
});
