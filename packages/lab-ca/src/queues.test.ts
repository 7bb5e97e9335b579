import { describe, expect, it } from 'vitest';

import { createQueues } from './queues.ts';

describe('queues', () => {
  it('run work of one name in turn, and work of other names beside it', async () => {
    const queues = createQueues();
    const log: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = queues.run('a', async () => {
      log.push('a1 begins');
      await gate.promise;
      log.push('a1 ends');
    });
    const second = queues.run('a', async () => {
      log.push('a2');
    });
    await queues.run('b', async () => {
      log.push('b');
    });
    gate.resolve();
    await Promise.all([first, second]);
    expect(log).toEqual(['a1 begins', 'b', 'a1 ends', 'a2']);
  });

  it('go on after work that failed, and tell whoever asked for it', async () => {
    const queues = createQueues();
    const failing = queues.run('a', async () => Promise.reject(new Error('broken')));
    const next = queues.run('a', async () => 'done');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
