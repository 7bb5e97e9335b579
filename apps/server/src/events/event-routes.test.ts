import { sampleDraft } from '@crypto-cmp/policy/testing';
import { expect, test } from 'vitest';

import { startConsole } from '../../test/start-console.ts';
import { watchEvents } from '../../test/watch-events.ts';

test('tells every watcher what changed, by name and id, and never what is there', async () => {
  const { app, client } = await startConsole();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const [one, two] = [await watchEvents(app.server.address()), await watchEvents(app.server.address())];

  const { id } = await client.policies.create({ body: sampleDraft() });
  await client.policies.remove({ params: { id } });

  for (const watcher of [one, two]) {
    await expect
      .poll(() => watcher.events)
      .toMatchObject([
        { type: 'policy-changed', id, change: 'created' },
        { type: 'policy-changed', id, change: 'deleted' },
        { type: 'trustpoint-changed', policyId: id },
      ]);
    expect(watcher.text()).toContain('event: policy-changed\n');
    expect(watcher.text()).not.toContain('ap-7');
    watcher.response.destroy();
  }
});

test('open streams do not hold up the stop', async () => {
  const { app, close } = await startConsole();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { response } = await watchEvents(app.server.address());
  const ended = new Promise((resolve) => response.once('close', resolve));
  const before = performance.now();
  await close();
  await ended;

  expect(performance.now() - before).toBeLessThan(3000);
});
