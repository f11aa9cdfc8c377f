import { expect, test } from 'vitest';
import { logConnection } from '../../gateway/audit/log-connection.ts';

test('the log is in the data directory unless a variable says where', () => {
  expect(logConnection({})).toBeUndefined();
  expect(logConnection({ WATCHFLOOR_LOG_STORE: 'postgres://127.0.0.1/x' })).toBe('postgres://127.0.0.1/x');
  // The agencies' own stores are another matter.
  expect(logConnection({ WATCHFLOOR_STORE: 'postgres://127.0.0.1/x' })).toBeUndefined();
});

test('a variable that is there and empty is refused', () => {
  expect(() => logConnection({ WATCHFLOOR_LOG_STORE: '' })).toThrow('`WATCHFLOOR_LOG_STORE` is empty');
});
