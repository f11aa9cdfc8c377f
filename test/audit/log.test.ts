import { readFile, stat, writeFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { verifyLog } from '../../gateway/audit/verify-log.ts';
import { disclosureOf, disclosures, someEntity } from './disclosures.ts';
import { onBothStores, openLog } from './log-places.ts';

onBothStores('the disclosure log', (store) => {
  it('gives back what was appended, numbered from 1 without gaps', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    const given = disclosures(70);
    await log.append(given.slice(0, 3));
    await Promise.all(given.slice(3).map((each) => log.append([each])));
    const found = await log.find({ coordinates: ['Incident.victim'], first: 100 });
    expect(found.map(({ sequence }) => sequence)).toEqual(given.map((_, index) => index + 1));
    expect(found.map(({ request }) => request)).toEqual(given.map(({ request }) => request));
    expect(found[0]).toMatchObject({ ...given[0] });
  });

  it('goes on where it stood after a restart, and is whole', async () => {
    const { options } = await store.place();
    const first = await openLog(options);
    await first.append(disclosures(5));
    await first.close();
    const second = await openLog(options);
    await second.append(disclosures(4));
    await second.close();
    const { chains, findings } = await verifyLog(options);
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ records: 9, heads: 3 }]);
  });

  it('finds by entity, coordinate, agency and time, each alone and together, page by page', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    const [one, other] = ['1', '2'].map((id) => log.entityDigest('Incident', { id }));
    const at = (minute: number): string => `2026-10-01T09:0${minute}:00.000Z`;
    await log.append([
      disclosureOf(one ?? '', { at: at(3), request: 'c' }),
      disclosureOf(one ?? '', { at: at(1), request: 'a', agency: 'cyber' }),
      disclosureOf(other ?? '', { at: at(2), request: 'b', coordinate: 'Incident.cause' }),
      disclosureOf(one ?? '', { at: at(4), request: 'd', coordinate: 'Incident.cause' }),
    ]);
    const of = { type: 'Incident', key: { id: '1' } };
    const requests = async (query: object): Promise<string> =>
      (await log.find({ first: 10, ...query })).map(({ request }) => request).join('');
    expect(await requests({})).toBe('abcd');
    expect(await requests({ of })).toBe('acd');
    expect(await requests({ of: { type: 'Incident', key: { id: '3' } } })).toBe('');
    expect(await requests({ coordinates: ['Incident.cause'] })).toBe('bd');
    expect(await requests({ agency: 'cyber' })).toBe('a');
    expect(await requests({ from: at(2), until: at(4) })).toBe('bc');
    expect(await requests({ of, coordinates: ['Incident.cause'], from: at(2) })).toBe('d');
    const [first] = await log.find({ of, first: 1 });
    expect(await requests({ of, after: first?.number })).toBe('cd');
    expect(await requests({ after: first?.number, first: 2 })).toBe('bc');
  });

  it('finds old records and new ones alike when lookups are filled', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    const entity = log.entityDigest('Incident', { id: '1' });
    const of = { type: 'Incident', key: { id: '1' } };
    await log.append([disclosureOf(entity, { request: 'old' })]);
    for (let part = 0; part < 9; part += 1) await log.append(disclosures(1000));
    await log.append([disclosureOf(entity, { request: 'new' })]);
    const found = await log.find({ of, first: 10 });
    expect(found.map(({ request }) => request)).toEqual(['old', 'new']);
    for (const query of [{ coordinates: ['Incident.victim'] }, { agency: 'coordination' }, {}]) {
      expect(await log.find({ ...query, first: 20_000 })).toHaveLength(9002);
    }
    await log.close();
    expect((await verifyLog(options)).findings).toEqual([]);
  });

  it('finds a record by each of its entities, before and after lookups are filled', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    const ids = Array.from({ length: 50 }, (_, id) => String(id));
    const entities = ids.map((id) => log.entityDigest('Incident', { id }));
    const whole = { ...disclosureOf(someEntity, { request: 'whole' }), entities };
    const none = { ...disclosureOf(someEntity, { request: 'none' }), entities: [] };
    await log.append([whole, none]);
    const requests = async (id: string): Promise<readonly string[]> => {
      const found = await log.find({ of: { type: 'Incident', key: { id } }, first: 10 });
      return found.map(({ request }) => request);
    };
    for (const id of ['0', '17', '49']) expect(await requests(id)).toEqual(['whole']);
    for (let part = 0; part < 9; part += 1) await log.append(disclosures(1000));
    for (const id of ['0', '17', '49']) expect(await requests(id)).toEqual(['whole']);
    expect(await requests('50')).toEqual([]);
    const [found] = await log.find({ of: { type: 'Incident', key: { id: '3' } }, first: 10 });
    expect(found).toMatchObject(whole);
    await log.close();
    expect((await verifyLog(options)).findings).toEqual([]);
  });

  it('gives the newest first where that is asked for, of several coordinates together', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    await log.append(
      ['a', 'b', 'c', 'd', 'e'].map((request, minute) =>
        disclosureOf(someEntity, {
          request,
          at: `2026-10-01T09:0${minute}:00.000Z`,
          coordinate: `Incident.${minute % 2 === 0 ? 'victim' : 'cause'}`,
        }),
      ),
    );
    const requests = async (query: object): Promise<string> =>
      (await log.find({ first: 10, newest: true, ...query })).map(({ request }) => request).join('');
    expect(await requests({})).toBe('edcba');
    const coordinates = ['Incident.cause', 'Incident.victim'];
    expect(await requests({ coordinates, first: 3 })).toBe('edc');
    const [, second] = await log.find({ coordinates, newest: true, first: 2 });
    expect(await requests({ coordinates, after: second?.number })).toBe('cba');
    expect(await requests({ coordinates: [] })).toBe('');
  });

  it('keeps no key of an entity and nothing that a disclosure does not declare', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    const entity = log.entityDigest('Incident', { id: 'county-7' });
    const stray = { ...disclosureOf(entity), value: 'the name of the victim' };
    await log.append([stray]);
    expect(JSON.stringify(await log.find({ first: 10 }))).not.toMatch(/county-7|name of the victim/);
  });

  it('refuses a key that was not digested, and counts that are none', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    const unavailable = { code: 'AUDIT_UNAVAILABLE' };
    await expect(log.append([disclosureOf('{"id":"7"}')])).rejects.toMatchObject(unavailable);
    await expect(log.append([disclosureOf(someEntity, { returned: Number.NaN })])).rejects.toMatchObject(
      unavailable,
    );
    await expect(log.append([disclosureOf(someEntity, { at: 'now' })])).rejects.toMatchObject(unavailable);
    expect(await log.find({ first: 10 })).toEqual([]);
  });

  it('a strange name costs neither its own record nor those beside it', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    const names = ['\0', '\ud800', '"\\\n{}', '\u{1f600}', "'; drop table disclosure; --"];
    await Promise.all(
      names.map((name) => log.append([disclosureOf(someEntity, { agency: name, principal: name })])),
    );
    const found = await log.find({ first: 10 });
    expect(found.map(({ principal }) => principal)).toEqual(['\ufffd', '\ufffd', ...names.slice(2)]);
    await log.close();
    expect((await verifyLog(options)).findings).toEqual([]);
  });

  it('loses nothing that was acknowledged when its connections break, and resumes by itself', async () => {
    const { options, disconnect } = await store.place();
    const log = await openLog(options);
    const acknowledged: string[] = [];
    let broken = false;
    const call = async (caller: number): Promise<void> => {
      for (let round = 0; round < 30; round += 1) {
        const name = `${caller}-${round}`;
        if (caller === 0 && round === 10) await disconnect();
        await log.append(disclosures(1, name)).then(
          () => acknowledged.push(`${name}-1`),
          (error: unknown) => {
            broken = true;
            expect(error).toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
          },
        );
        await vi.waitUntil(() => log.available(), { timeout: 20_000, interval: 10 });
      }
    };
    await Promise.all(Array.from({ length: 4 }, (_, caller) => call(caller)));
    expect(broken).toBe(store.name === 'postgres');
    const kept = (await log.find({ first: 1000 })).map(({ request }) => request);
    expect(acknowledged.filter((name) => !kept.includes(name))).toEqual([]);
    await log.close();
    expect((await verifyLog(options)).findings).toEqual([]);
  });

  it('each process writes a chain of its own into one store', async () => {
    const { options } = await store.place();
    const logs = await Promise.all([0, 1, 2].map((worker) => openLog({ ...options, worker })));
    await Promise.all(
      logs.flatMap((log) =>
        Array.from({ length: 20 }, (_, part) => log.append(disclosures(5, `part-${part}`))),
      ),
    );
    await Promise.all(logs.map((log) => log.close()));
    const { chains, findings } = await verifyLog(options);
    expect(findings).toEqual([]);
    expect(chains.map(({ records }) => records)).toEqual([100, 100, 100]);
  });

  it('two processes that take themselves for the same one share its chain without harm', async () => {
    const { options } = await store.place();
    const logs = await Promise.all([openLog(options), openLog(options)]);
    for (let round = 0; round < 10; round += 1) {
      const outcomes = await Promise.allSettled(
        logs.map((log) => log.append(disclosures(3, `round-${round}`))),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    }
    await Promise.all(logs.map((log) => log.close()));
    const { chains, findings } = await verifyLog(options);
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ records: 60 }]);
  });

  it('a head of the moment is signed on demand and kept in the second place', async () => {
    const place = await store.place();
    const heads = join(place.options.dataDir, 'elsewhere');
    const options = { ...place.options, heads };
    const log = await openLog(options);
    await log.append(disclosures(3));
    const head = await log.head();
    expect(head).toMatchObject({ size: 3 });
    const kept = await readFile(join(heads, `${head.chain}.jsonl`), 'utf8');
    expect(kept.split('\n').at(-2)).toBe(JSON.stringify(head));
    await log.close();
    expect(await verifyLog(options)).toMatchObject({ findings: [], chains: [{ heads: 2 }] });
  });

  it('a head is signed by itself when so many records have come', async () => {
    const { options } = await store.place();
    const log = await openLog({ ...options, headEvery: 10 });
    await log.append(disclosures(10));
    await log.append(disclosures(1));
    await log.append(disclosures(10));
    const { chain } = await log.head();
    const lines = await readFile(join(options.dataDir, 'heads', `${chain}.jsonl`), 'utf8');
    const sizes = [...lines.matchAll(/"size":(\d+)/g)].map(([, size]) => size);
    expect(sizes).toEqual(['0', '10', '21', '21']);
  });

  it('keys are for their owner alone, and one that others may read is refused', async () => {
    const { options } = await store.place();
    const log = await openLog(options);
    await log.close();
    const folder = join(options.dataDir, 'log');
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    await writeFile(join(folder, 'entity.key'), 'no key');
    await expect(openLog(options)).rejects.toThrow('holds no key');
  });
});
