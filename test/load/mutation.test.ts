import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRows } from '../../subgraphs/kit/load/csv-rows.ts';
import { scanJson } from '../../subgraphs/kit/load/json-scan.ts';
import { textFile } from '../../subgraphs/kit/load/text-file.ts';
import * as fixture from './fixture.ts';
import { folder } from './fixture.ts';
import { loaded } from './run.ts';

const goodFiles: readonly (readonly [string, string])[] = [
  ['divisions.csv', fixture.divisionsCsv],
  ['places.csv', fixture.pollingCsv(fixture.pollingRow(), fixture.pollingRow({ precinct_id: '2' }))],
  ['domains.csv', fixture.domainsCsv],
  ['feed.xml', fixture.vipXml()],
  ['kev.json', fixture.kevJson({}, { cveID: 'CVE-2030-0002' })],
  ['csaf.json', fixture.csafJson('GREEN')],
  ['bundle.json', fixture.bundle(fixture.indicator(1), fixture.indicator(2))],
];

test.each(goodFiles)(
  '%s with any byte changed, or cut anywhere, loads or is refused with its name',
  async (name, content) => {
    const path = join(folder(), name);
    const bytes = Buffer.from(content);
    const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, byte, cut }) => {
        const changed = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
        if (!cut) changed[at] = byte;
        writeFileSync(path, changed);
        const { code, stderr, records } = await loaded(path);
        if (code === 0) return;
        expect(code).toBe(3);
        expect(records).toEqual([]);
        const lines = stderr.trimEnd().split('\n');
        expect(lines.filter((line) => line.startsWith(`error: ${path}:`))).not.toEqual([]);
        expect(stderr).not.toMatch(/\n\s+at /);
      }),
      { numRuns: 60 },
    );
  },
);

test('a JSON text has a flaw exactly when JSON.parse refuses it', () => {
  const value = fc.json({ noUnicodeString: false });
  const changed = fc.tuple(
    value,
    fc.nat(200),
    fc.constantFrom('"', '{', '}', '[', ']', ',', ':', '\\', '0', '-', 'e', '.', 't', '\n', ''),
  );
  fc.assert(
    fc.property(changed, ([text, at, put]) => {
      const cut = at % (text.length + 1);
      const input = text.slice(0, cut) + put + text.slice(cut + 1);
      const flaw = scanJson(input, () => {});
      // Stricter than JSON.parse on purpose in these two.
      fc.pre(flaw === null || !/twice|whole character/.test(flaw.reason));
      expect(flaw === null).toBe(parses(input));
    }),
    { numRuns: 2000 },
  );
});

test('rows written as CSV come back as they were, each with its line', async () => {
  const path = join(folder(), 'rows.csv');
  const cell = fc.string({ unit: fc.constantFrom('a', 'ñ', '😀', '"', ',', '\n', ' ', '1') });
  const row = fc.array(cell, { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const texts = rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
      writeFileSync(path, `${texts.join('\n')}\n`);
      let line = 1;
      const due = rows.map((cells, index) => {
        const begin = line;
        line += (texts[index] ?? '').split('\n').length;
        return { line: begin, cells };
      });
      expect(await Array.fromAsync(csvRows(textFile(path)))).toEqual(due);
    }),
    { numRuns: 100 },
  );
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
