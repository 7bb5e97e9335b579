import { join } from 'node:path';

import { PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { expect, test, vi } from 'vitest';

import { createTrustpoint, waitForEnd } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { databaseEnvironment } from '../../test/test-database.ts';
import { openHttpTransport } from '../enrollments/engine/http-transport.ts';
import type { Transport } from '../enrollments/engine/send-message.ts';

vi.setConfig({ testTimeout: 120_000 });

test('several consoles over one database hold to one limit together', async () => {
  const seen = { now: 0, most: 0, begun: 0 };
  // A transaction is under way from its first message to the CA's last.
  const openTransport = (): Transport => {
    const real = openHttpTransport();
    let isBegun = false;
    return {
      async send(message) {
        if (!isBegun) {
          seen.now += 1;
          seen.begun += 1;
          seen.most = Math.max(seen.most, seen.now);
        }
        isBegun = true;
        const answer = await real.send(message);
        if (decode(PKIMessage, answer.bytes).body.value.type === 'pkiconf') seen.now -= 1;
        return answer;
      },
      close: real.close,
    };
  };
  const folder = makeFolder();
  const environment = {
    ...(await databaseEnvironment(folder)),
    MASTER_KEY_FILE: join(folder, 'master.key'),
    CA_CONCURRENCY: '3',
    CA_STARTS_PER_MINUTE: '1000',
  };
  const lab = await startLab();
  const consoles = [];
  for (let n = 0; n < 3; n += 1) consoles.push(await startConsole({ environment, openTransport }));
  const [first] = consoles;
  if (first === undefined) throw new Error('expected a console');

  const ids: { readonly id: string; readonly at: number }[] = [];
  for (let n = 0; n < 24; n += 1) {
    const { trustpointId } = await createTrustpoint(first.client, labPolicy(lab, { name: `device-${n}` }));
    const { client } = consoles[n % 3] ?? first;
    const body = { operation: 'enroll' as const };
    ids.push({ id: (await client.trustpoints.startEnrollment({ params: { id: trustpointId }, body })).id, at: n % 3 });
  }
  for (const { id, at } of ids) {
    expect(await waitForEnd((consoles[at] ?? first).client, id, 90_000)).toMatchObject({ state: 'succeeded' });
  }
  expect(seen.begun).toBe(24);
  expect(seen.most).toBe(3);
  expect((await first.client.overview.get()).servers).toMatchObject([{ running: 0, waiting: 0 }]);
});
