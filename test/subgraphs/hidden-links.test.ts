import { expect, test } from 'vitest';
import coordination from '../../subgraphs/coordination/index.ts';
import { bulletins, rfis } from '../../subgraphs/coordination/exchange-tables.ts';
import { incidents } from '../../subgraphs/coordination/incident-tables.ts';
import cyber from '../../subgraphs/cyber/index.ts';
import { assessments } from '../../subgraphs/cyber/assessment-tables.ts';
import { incidentIndicators } from '../../subgraphs/cyber/indicator-tables.ts';
import { run, sql } from '../../subgraphs/kit/fragment.ts';
import type { Marking } from '../../subgraphs/kit/marking.ts';
import { indicatorId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import type { Table } from '../../subgraphs/kit/table.ts';
import { upsert } from '../../subgraphs/kit/upsert.ts';
import { rightsOf } from '../kit/agency-rights.ts';
import { openSubgraph, type OpenedSubgraph } from '../kit/open-subgraph.ts';

const red: Marking = {
  tlp: 'RED',
  releasableTo: [],
  originator: 'coordination',
  caveats: [],
  case: null,
  status: 'EXERCISE',
};

async function firstOf<T>({ store }: OpenedSubgraph, table: Table<T>): Promise<T> {
  const [row] = await run(store, sql`select ${table.select} from ${table.sql} limit 1`);
  if (row === undefined) throw new Error(`\`${table.name}\` is empty`);
  return table.fromRow(row);
}

test.each(['bulletins', 'rfis'])(
  '%s are not chosen by an incident that their reader may not know of',
  async (list) => {
    const room = await openSubgraph(coordination);
    const query = `{ ${list}(filter: { incident: "INC-hidden" }) { totalCount nodes { id } } }`;
    const rights = rightsOf(coordination, 'watch-officer');
    const none = { [list]: { totalCount: 0, nodes: [] } };
    const one = { [list]: { totalCount: 1, nodes: [{ id: 'about-it' }] } };
    const green: Marking = { ...red, tlp: 'GREEN' };
    const about = { id: 'about-it', incidentId: 'INC-hidden', marking: green };
    await upsert(room.store, bulletins, [{ ...(await firstOf(room, bulletins)), ...about }]);
    await upsert(room.store, rfis, [{ ...(await firstOf(room, rfis)), ...about }]);
    const incident = { ...(await firstOf(room, incidents)), id: 'INC-hidden' };
    await upsert(room.store, incidents, [{ ...incident, marking: green }]);
    expect((await room.ask(query, {}, rights)).data).toEqual(one);
    await upsert(room.store, incidents, [{ ...incident, marking: red }]);
    expect((await room.ask(query, {}, rights)).data).toEqual(none);
    expect((await room.ask(query)).data).toEqual(one);
    await room.close();
  },
);

test('indicators are not chosen by an incident of which their reader may not know what the agency says', async () => {
  const room = await openSubgraph(cyber);
  const query = '{ indicators(filter: { incident: "INC-hidden" }) { totalCount nodes { id } } }';
  const rights = rightsOf(cyber, 'watch-officer');
  const indicator = indicatorId('hoaxSender');
  const one = { indicators: { totalCount: 1, nodes: [{ id: indicator }] } };
  await upsert(room.store, incidentIndicators, [{ incident: 'INC-hidden', indicator }]);
  expect((await room.ask(query, {}, rights)).data).toEqual(one);
  const assessment = { ...(await firstOf(room, assessments)), incident: 'INC-hidden' };
  await upsert(room.store, assessments, [{ ...assessment, marking: { ...red, originator: 'cyber' } }]);
  expect((await room.ask(query, {}, rights)).data).toEqual({ indicators: { totalCount: 0, nodes: [] } });
  expect((await room.ask(query)).data).toEqual(one);
  await room.close();
});
