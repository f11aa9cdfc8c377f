import { csvRows } from './csv-rows.ts';
import { tableRows } from './csv-table.ts';
import type { TableRow } from './csv-table.ts';
import { atLine, Fault, orRefusal, quoted } from './fault.ts';
import type { Refusal } from './fault.ts';
import { dayOf, geoidOf, ocdIdOf, stateOf } from './identifiers.ts';
import { markingOf } from './loaded-marking.ts';
import type { Reader } from './reader.ts';
import type { DivisionRecord } from './record.ts';
import { stateOfCode } from './states.ts';
import type { TextFile } from './text-file.ts';

/** The columns of a division file with a header. */
export const divisionColumns = {
  required: ['ocd_id', 'name'],
  aliases: { id: 'ocd_id', sameas: 'same_as', validfrom: 'valid_from', validthrough: 'valid_through' },
};

/** Whether a first row is the data of a file without header: `ocd-id,name`. */
export function isHeaderlessDivision(cells: readonly string[]): boolean {
  return cells[0]?.startsWith('ocd-division/') === true;
}

/** Divisions of the Open Civic Data project: the Census-made county list, a country's list, a state's without header. */
export const readDivisions: Reader = async function* (file, { counties }) {
  for await (const row of rowsOf(file)) {
    if (row.kind === 'refusal') {
      yield row;
      continue;
    }
    const record = orRefusal(atLine(row.line), () => divisionOf(row.cell, file.name, row.line));
    if (record.kind === 'division' && record.geoid !== null && record.state !== null)
      counties.add({ ocdId: record.ocdId, name: record.name, stateCode: record.state, geoid: record.geoid });
    yield record;
  }
};

async function* rowsOf(file: TextFile): AsyncGenerator<TableRow | Refusal> {
  let headerless = false;
  for await (const { cells } of csvRows({ ...file, onBytes: () => {} })) {
    headerless = isHeaderlessDivision(cells);
    break;
  }
  if (!headerless) {
    yield* tableRows(file, divisionColumns);
    return;
  }
  for await (const { line, cells } of csvRows(file)) {
    if (cells.length === 2) {
      yield {
        kind: 'row',
        line,
        cell: (name) => (name === 'ocd_id' ? cells[0] : name === 'name' ? cells[1] : '')?.trim() ?? '',
      };
    } else
      yield {
        kind: 'refusal',
        position: atLine(line),
        reason: `has ${cells.length} cells where an id and a name are due`,
      };
  }
}

function divisionOf(cell: (column: string) => string, file: string, line: number): DivisionRecord {
  const ocdId = ocdIdOf(cell('ocd_id'));
  const name = cell('name');
  if (name === '') throw new Fault(`${quoted(ocdId)} has no name`);
  const stateCode = cell('state') === '' ? stateIn(ocdId) : stateOf(cell('state')).code;
  const state = stateCode === null ? null : stateOf(stateCode);
  if (state !== null && ocdId !== state.ocdId && !ocdId.startsWith(`${state.ocdId}/`))
    throw new Fault(`${quoted(ocdId)} is not in ${state.code}`);
  const geoid = cell('geoid');
  if (geoid !== '' && state === null) throw new Fault(`GEOID ${quoted(geoid)} stands beside no US state`);
  const parts = ocdId.split('/');
  return {
    kind: 'division',
    ocdId,
    name,
    geoid: geoid === '' || state === null ? null : geoidOf(geoid, state),
    state: state?.code ?? null,
    divisionType: cell('division_type') || (parts.at(-1)?.split(':')[0] ?? ''),
    country: (parts[1]?.split(':')[1] ?? '').toUpperCase(),
    parentOcdId: parts.length > 2 ? parts.slice(0, -1).join('/') : null,
    sameAs: cell('same_as') || null,
    validFrom: optionalDay(cell('valid_from'), '`validFrom`'),
    validThrough: optionalDay(cell('valid_through'), '`validThrough`'),
    marking: markingOf('CLEAR'),
    provenance: {
      file,
      format: 'divisions',
      record: `line ${line}`,
      source: 'Open Civic Data division identifiers',
      licence: 'CC0-1.0',
      statements: [],
    },
  };
}

function stateIn(ocdId: string): string | null {
  const code = /^ocd-division\/country:us\/(?:state|district|territory):([a-z]{2})(?:\/|$)/.exec(ocdId)?.[1];
  return code === undefined ? null : (stateOfCode(code)?.code ?? null);
}

function optionalDay(text: string, what: string): string | null {
  return text === '' ? null : dayOf(text, what);
}
