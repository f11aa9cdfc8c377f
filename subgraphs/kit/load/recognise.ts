import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { missingColumns } from './csv-table.ts';
import type { CsvColumns } from './csv-table.ts';
import { atLine, quoted } from './fault.ts';
import type { Position } from './fault.ts';
import { jsonShape } from './json-shape.ts';
import { divisionColumns, isHeaderlessDivision } from './read-divisions.ts';
import { domainColumns } from './read-domains.ts';
import { pollingPlaceColumns } from './read-polling-places.ts';
import type { Format } from './record.ts';
import { notText } from './text-file.ts';

/** What a file is, judged by its content: a format, why it is none, or what broke it before that could be told. */
export type Recognition =
  | { readonly kind: 'format'; readonly format: Format }
  | { readonly kind: 'other'; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string; readonly position: Position };

const prefixBytes = 256 * 1024;

/** What the file at a path is, judged by its first 256 KB; its name only tells what a text in no format is. */
export async function recognise(path: string): Promise<Recognition> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(prefixBytes);
    const { bytesRead } = await file.read(buffer, 0, prefixBytes, 0);
    return recogniseBytes(buffer.subarray(0, bytesRead), basename(path));
  } finally {
    await file.close();
  }
}

/** What a file is that begins with these bytes. */
function recogniseBytes(bytes: Buffer, name: string): Recognition {
  const reason = notText(bytes);
  if (reason !== null) return { kind: 'other', reason };
  // Bytes that are not UTF-8 are the reader's to refuse, with their line: here they only must not hide the format.
  const text = new TextDecoder('utf-8').decode(bytes);
  const begin = text.trimStart();
  if (begin === '') return { kind: 'other', reason: 'is blank' };
  if (begin.startsWith('\u0000')) return { kind: 'other', reason: 'has NUL bytes and is no text' };
  if (begin.startsWith('<')) return ofXml(begin);
  if (begin.startsWith('{') || begin.startsWith('[')) return ofJson(text, bytes.length === prefixBytes, name);
  return ofCsv(begin, name);
}

function ofXml(text: string): Recognition {
  const root = /<([A-Za-z_][\w:.-]*)/.exec(text.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, ''))?.[1];
  const doctype = /<!DOCTYPE\s+([A-Za-z_][\w:.-]*)/i.exec(text)?.[1];
  if (root === 'VipObject' || doctype === 'VipObject') return { kind: 'format', format: 'vip' };
  if (root?.endsWith('schema') === true) return { kind: 'other', reason: 'is an XML schema' };
  return { kind: 'other', reason: `is XML with the root ${quoted(root ?? '')}, which no reader knows` };
}

function ofJson(text: string, isCut: boolean, name: string): Recognition {
  const { root, keys, texts, flaw } = jsonShape(text);
  if (
    texts.get('type') === 'bundle' ||
    texts.get('id')?.startsWith('bundle--') === true ||
    keys.has('objects.0.id')
  )
    return { kind: 'format', format: 'stix' };
  if (keys.has('vulnerabilities') && (keys.has('catalogVersion') || keys.has('vulnerabilities.0.cveID')))
    return { kind: 'format', format: 'kev' };
  if (keys.has('document') && (keys.has('document.csaf_version') || keys.has('document.tracking')))
    return { kind: 'format', format: 'csaf' };
  // A file that calls itself JSON and is none may be one of the formats: that must not pass as a file of no concern.
  if (flaw !== null && !isCut && /\.json$/i.test(name)) {
    const lines = text.slice(0, flaw.offset).split('\n');
    const position = atLine(lines.length, (lines.at(-1)?.length ?? 0) + 1);
    return { kind: 'broken', reason: flaw.reason, position };
  }
  if (root === 'array') return { kind: 'other', reason: 'is a JSON list, which no reader knows' };
  if (keys.has('$schema')) return { kind: 'other', reason: 'is a JSON schema' };
  if (keys.has('predicates')) return { kind: 'other', reason: 'is a MISP taxonomy' };
  if (keys.has('values') && keys.has('uuid')) return { kind: 'other', reason: 'is a MISP galaxy cluster' };
  const named = [...keys].filter((key) => !key.includes('.')).slice(0, 4);
  const shown = named.map(quoted).join(', ');
  return { kind: 'other', reason: `is JSON with the keys ${shown || '(none)'}, which no reader knows` };
}

const tables: readonly {
  readonly format: Format;
  readonly columns: CsvColumns;
  readonly telling: readonly string[];
}[] = [
  {
    format: 'polling-places',
    columns: pollingPlaceColumns,
    telling: ['polling_place_id', 'precinct_id', 'location_type'],
  },
  { format: 'domains', columns: domainColumns, telling: ['domain', 'domain_type'] },
  { format: 'divisions', columns: divisionColumns, telling: ['ocd_id'] },
];

function ofCsv(text: string, name: string): Recognition {
  const [header = [], first = []] = firstRows(text);
  if (isHeaderlessDivision(header)) return { kind: 'format', format: 'divisions' };
  for (const { format, columns, telling } of tables) {
    const missing = missingColumns(header, columns);
    // A table that lacks a column is still that table: its reader names what is missing.
    const tells = telling.some(
      (column) => missingColumns(header, { ...columns, required: [column] }).length === 0,
    );
    const enough = missing.length * 2 <= columns.required.length;
    const divisions = format === 'divisions' && !header.includes('ocd_id') && !isHeaderlessDivision(first);
    if (tells && enough && !divisions) return { kind: 'format', format };
  }
  if (/^(?:licen[cs]e|copying|notice|readme)\b|\.md$/i.test(name))
    return { kind: 'other', reason: 'is a licence or read-me' };
  if (header.some((column) => /^(?:votes|per)_/.test(column)))
    return { kind: 'other', reason: 'has votes by party, which are not loaded' };
  if (header.length < 2) return { kind: 'other', reason: 'is text in no format that is read' };
  return {
    kind: 'other',
    reason: `has the columns ${header.slice(0, 4).map(quoted).join(', ')}, which no reader knows`,
  };
}

function firstRows(text: string): readonly (readonly string[])[] {
  const [first = '', second = ''] = text.split(/\r\n|\n|\r/, 2);
  return [first, second].map((line) => {
    const rows: string[][] = parse(line, { relax_quotes: true, relax_column_count: true, trim: true });
    return rows[0] ?? [];
  });
}
