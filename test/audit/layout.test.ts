import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { canonicalDisclosure } from '../../gateway/audit/canonical-disclosure.ts';
import { emptyChain, seal, type Draft } from '../../gateway/audit/chain.ts';
import type { Disclosure } from '../../gateway/audit/disclosure.ts';
import { verifyLog } from '../../gateway/audit/verify-log.ts';
import { disclosureOf, disclosures } from './disclosures.ts';
import { earlierLayouts, earlierStore } from './earlier-layouts.ts';
import { onBothStores, openLog, type LogPlaceUnderTest, type StoreUnderTest } from './log-places.ts';

/** A store as a watchfloor of that layout left it, with four records of which half have entered the lookups. */
async function earlierLog(store: StoreUnderTest, layout: 1 | 2): Promise<LogPlaceUnderTest> {
  const place = await store.place();
  const log = await openLog(place.options);
  const { chain } = await log.head();
  await log.close();
  const [one = '', two = ''] = ['1', '2'].map((id) => log.entityDigest('Incident', { id }));
  const given = [
    disclosureOf(one, { request: 'a', at: '2026-10-01T09:01:00.000Z' }),
    disclosureOf(two, { request: 'b', at: '2026-10-01T09:02:00.000Z', coordinate: 'Incident.cause' }),
    disclosureOf(one, { request: 'c', at: '2026-10-01T09:03:00.000Z', agency: 'cyber' }),
    { ...disclosureOf(one, { request: 'd', at: '2026-10-01T09:04:00.000Z' }), entities: [one, two] },
  ];
  const drafts = given.slice(0, layout === 1 ? 3 : 4).map((each) => draftIn(layout, each));
  const { state, records } = seal(emptyChain(chain), drafts, '2026-10-01T09:05:00.000Z');
  const found = earlierLayouts.find(([name, version]) => name === store.name && version === layout);
  if (found === undefined) throw new Error('there was no such layout');
  await place.replace(earlierStore(found, chain, state, records, 2));
  return place;
}

/** The first layout's disclosures were about one `entity`, which its text says. */
function draftIn(layout: 1 | 2, disclosure: Disclosure): Draft {
  const { entities, coordinate, agency, at } = disclosure;
  const now = canonicalDisclosure(disclosure);
  const text = layout === 1 ? now.replace(/"entities":\["(\w+)"\]/, '"entity":"$1"') : now;
  return { text, entities: entities.join(''), coordinate, agency, at };
}

onBothStores('a store of an earlier layout', (store) => {
  const layouts = earlierLayouts.filter(([name]) => name === store.name).map(([, layout]) => layout);

  it.each(layouts)(
    '(%i) is brought up to date with every record, found and verified as before',
    async (layout) => {
      const place = await earlierLog(store, layout);
      const log = await openLog(place.options);
      await log.append([
        disclosureOf(log.entityDigest('Incident', { id: '1' }), {
          request: 'e',
          at: '2026-10-01T09:06:00.000Z',
        }),
      ]);
      const requests = async (query: object): Promise<string> =>
        (await log.find({ first: 10, ...query })).map(({ request }) => request).join('');
      const of = (id: string): object => ({ of: { type: 'Incident', key: { id } } });
      const last = layout === 1 ? '' : 'd';
      expect(await requests({})).toBe(`abc${last}e`);
      expect(await requests(of('1'))).toBe(`ac${last}e`);
      expect(await requests(of('2'))).toBe(`b${last}`);
      expect(await requests({ coordinates: ['Incident.cause'] })).toBe('b');
      expect(await requests({ agency: 'cyber' })).toBe('c');
      expect(await requests({ from: '2026-10-01T09:02:00.000Z', until: '2026-10-01T09:04:00.000Z' })).toBe(
        'bc',
      );
      const sequences = (await log.find({ first: 10 })).map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.map((_, index) => index + 1));
      await log.close();
      const { chains, findings } = await verifyLog(place.options);
      expect(findings).toEqual([]);
      expect(chains).toMatchObject([{ records: sequences.length }]);
    },
  );

  it.each(layouts)('(%i) still takes neither changes nor deletions', async (layout) => {
    const place = await earlierLog(store, layout);
    await (await openLog(place.options)).close();
    for (const sql of ["update disclosure set agency = 'x'", 'delete from disclosure']) {
      await expect(place.run(sql)).rejects.toThrow('never');
    }
  });

  it.each(layouts)('(%i) is not read before, and who asks is told what to do', async (layout) => {
    const place = await earlierLog(store, layout);
    await expect(verifyLog(place.options)).rejects.toThrow('start the gateway once');
  });

  it('is brought up to date however long that takes', async () => {
    const place = await earlierLog(store, 1);
    const release = await place.hold();
    const opening = openLog({ ...place.options, patienceMs: 4000 });
    // Longer than the log waits for an answer, and than a statement on it may take otherwise.
    await setTimeout(6500);
    await release();
    await (await opening).append(disclosures(1));
  }, 30_000);

  it('of a later layout is refused, by who writes and by who reads', async () => {
    const place = await store.place();
    await (await openLog(place.options)).close();
    await place.run(store.name === 'sqlite' ? 'pragma user_version = 99' : 'update layout set version = 99');
    await expect(openLog(place.options)).rejects.toThrow('newer watchfloor');
    await expect(verifyLog(place.options)).rejects.toThrow('newer watchfloor');
  });
});
