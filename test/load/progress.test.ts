import { expect, test } from 'vitest';
import { progressOn } from '../../subgraphs/kit/load/progress.ts';

/** What is written while a file of 1,000 bytes is read, one tenth every 400 ms. */
function written(isTTY: boolean, inCi: boolean): string {
  let text = '';
  let time = 0;
  const progress = progressOn({ write: (part) => (text += part), isTTY, columns: 60 }, inCi, () => time);
  progress.file('a/long/path/to/a/folder/and/the/file.csv', 1000);
  for (let step = 0; step < 10; step += 1) {
    time += 400;
    progress.bytes(100);
  }
  progress.end();
  return text;
}

test('elsewhere than on a terminal progress is at most one plain line a second', () => {
  expect(written(false, false).split('\n').slice(0, -1)).toEqual([
    'reading a/long/path/to/a/folder/and/the/file.csv: 30 %',
    'reading a/long/path/to/a/folder/and/the/file.csv: 60 %',
    'reading a/long/path/to/a/folder/and/the/file.csv: 90 %',
  ]);
});

test('a terminal shows a bar on one line and clears it away', () => {
  const text = written(true, false);
  expect(text).toContain('██████████░░░░░░░░░░  50 %');
  expect(text.endsWith('\r\u001b[K')).toBe(true);
  expect(text).not.toContain('\n');
  for (const drawn of text.split('\r\u001b[K')) expect(drawn.length).toBeLessThanOrEqual(60);
});

test('in CI nothing is redrawn, even on a terminal', () => {
  expect(written(true, true)).toBe(written(false, false));
});
