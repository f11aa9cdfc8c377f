import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDisclosureLog } from '../../gateway/audit/open-disclosure-log.ts';
import { openWholeRoom, type WholeRoom } from '../questions/whole-room.ts';
import { disclosureOf, someEntity } from './disclosures.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-receivers-'));
let room: WholeRoom;
beforeAll(async () => {
  room = await openWholeRoom({ enforced: true, dataDir });
}, 60_000);
afterAll(async () => {
  await room.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('who asks for disclosures is told which agencies were sent the values', async () => {
  const log = await openDisclosureLog({ dataDir });
  const sent = { decision: 'SENT', receivers: ['cyber', 'elections'], marking: '', returned: 0 } as const;
  await log.append([disclosureOf(someEntity, sent)]);
  await log.close();
  const { data, errors } = await room.ask(
    '{ disclosures { nodes { coordinate decision receivers returned } } }',
    {
      persona: 'auditor',
    },
  );
  expect(errors).toEqual([]);
  expect(data.disclosures.nodes).toEqual([
    { coordinate: 'Incident.victim', decision: 'SENT', receivers: ['cyber', 'elections'], returned: 0 },
  ]);
});
