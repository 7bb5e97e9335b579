import { expect, onTestFinished, test } from 'vitest';

import { startCluster } from '../../test/postgres-cluster.ts';
import { createTrustpoint, waitForEnd } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { watchEvents } from '../../test/watch-events.ts';

test(
  'PostgreSQL restarts under a running console: it is not ready meanwhile, and nothing is lost',
  {
    timeout: 120_000,
  },
  async () => {
    const cluster = await startCluster();
    onTestFinished(async () => await cluster.remove());
    const { app, client, log } = await startConsole({ environment: { DATABASE_URL: cluster.url('postgres') } });
    const lab = await startLab();
    const isReady = async () => (await app.inject('/api/v1/health/ready')).statusCode;
    await app.listen({ host: '127.0.0.1', port: 0 });
    const watcher = await watchEvents(app.server.address());
    const cutOff = new Promise((resolve) => watcher.response.once('close', resolve));

    const ids: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      const path = index % 2 === 0 ? 'waiting' : 'explicit-confirm';
      const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { name: `device-${index}`, path }));
      const { id } = await client.trustpoints.startEnrollment({
        params: { id: trustpointId },
        body: { operation: 'enroll' },
      });
      ids.push(id);
    }
    await cluster.stop();
    expect(await isReady()).toBe(503);
    expect((await app.inject('/api/v1/health/live')).statusCode).toBe(200);
    expect((await app.inject('/api/v1/policies')).json()).toMatchObject({ status: 503, code: 'not-ready' });
    await cluster.start();
    await expect.poll(isReady, { timeout: 20_000 }).toBe(200);

    const ended = await Promise.all(ids.map(async (id) => await waitForEnd(client, id, 60_000)));
    expect(ended.map(({ state, failure }) => failure?.message ?? state)).toEqual(ids.map(() => 'succeeded'));
    // Its browser may have missed something, and was made to ask anew.
    await cutOff;
    expect(log()).not.toContain(new URL(cluster.url('postgres')).password);
  },
);
