import { TransferError } from '@crypto-cmp/cmp';
import { expect, test } from 'vitest';

import { createTrustpoint, waitFor, waitForEnd } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { labPolicy, labServer, startLab } from '../../test/start-lab.ts';
import { openHttpTransport } from './engine/http-transport.ts';

test('says when the same message is sent again, to whom, and how often it was sent in vain', async () => {
  let refusals = 2;
  const openTransport = () => {
    const real = openHttpTransport();
    return {
      close: real.close,
      send: async (message: Parameters<typeof real.send>[0]) => {
        if (refusals === 0) return await real.send(message);
        refusals -= 1;
        throw new TransferError('connection-refused', 'ca refused the connection', { mayHaveArrived: false });
      },
    };
  };
  const [{ client }, lab] = [await startConsole({ openTransport }), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  const body = { operation: 'enroll' as const };
  const { id } = await client.trustpoints.startEnrollment({ params: { id: trustpointId }, body });

  const again = await waitFor(client, id, ({ nextTry }) => nextTry?.tries === 2);
  expect(again.nextTry).toEqual({
    action: 'send-again',
    tries: 2,
    server: labServer(lab),
    at: expect.any(String) as string,
  });
  expect(Date.parse(again.nextTry?.at ?? '')).toBeGreaterThan(Date.parse(again.messages[0]?.at ?? ''));
  const { items } = await client.enrollments.list({ query: { trustpoint: trustpointId } });
  expect(items[0]?.nextTry).toEqual(again.nextTry);
  expect(await waitForEnd(client, id)).toMatchObject({ state: 'succeeded', nextTry: null });
});

test('says when a CA that wants to be waited for is asked again', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path: 'waiting' }));
  const body = { operation: 'enroll' as const };
  const { id } = await client.trustpoints.startEnrollment({ params: { id: trustpointId }, body });
  const waiting = await waitFor(client, id, ({ state }) => state === 'waiting');
  expect(waiting).toMatchObject({ nextTry: { action: 'poll', tries: 0, at: waiting.nextStepAt } });
  expect(await waitForEnd(client, id)).toMatchObject({ state: 'succeeded', nextTry: null });
});
