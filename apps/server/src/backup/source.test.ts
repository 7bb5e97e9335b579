import { expect, test } from 'vitest';

import { createTrustpoint } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { sampleDraft } from '@crypto-cmp/policy/testing';
import { openStored } from '../../test/test-database.ts';
import { countAllRows } from '../storage/tables.ts';
import { readSnapshot } from './source.ts';

test('sees one state of the database throughout, and holds up nobody who writes meanwhile', async () => {
  const { client, settings } = await startConsole();
  const database = await openStored(settings.dataDir);

  const seen = await readSnapshot(database, async (transaction) => {
    const before = await countAllRows(transaction);
    await createTrustpoint(client, sampleDraft());
    return { before, after: await countAllRows(transaction) };
  });

  expect(seen.after).toEqual(seen.before);
  expect((await readSnapshot(database, countAllRows)).get('policies')).toBe(1);
});
