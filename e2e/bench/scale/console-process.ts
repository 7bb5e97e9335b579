import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { compose } from '../../../apps/server/src/compose.ts';
import { readSettings } from '../../../apps/server/src/config.ts';
import { createLogger } from '../../../apps/server/src/logger.ts';

// A console in a process of its own, so that its memory is its own; asked by messages for what HTTP does not tell.
const settings = readSettings({ DATA_DIR: process.argv[2], LOG_LEVEL: 'error' });
const { app, engine, scheduler, alerts, close } = await compose(settings, createLogger(settings.logLevel));
await engine.start();
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address() as AddressInfo; // as: it listens on a port

// The kernel's own mark would count what the process that started this one had.
let peak = 0;
setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20).unref();

process.on('message', (question) => void answer(String(question)));
process.once('disconnect', () => void close().then(() => process.exit(0)));
process.send?.({ port: address.port });

async function answer(question: string): Promise<void> {
  if (question === 'look') {
    const before = performance.now();
    await scheduler.look();
    process.send?.(performance.now() - before);
  } else if (question === 'look at alerts') {
    const pauses = monitorEventLoopDelay({ resolution: 1 });
    pauses.enable();
    const [before, began] = [performance.now(), process.cpuUsage()];
    await alerts.look();
    const took = performance.now() - before;
    const { user, system } = process.cpuUsage(began);
    pauses.disable();
    process.send?.({ took, processor: (user + system) / 1000, pause: pauses.max / 1e6 });
  } else if (question === 'processor') {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1000);
  } else {
    process.send?.({ rss: process.memoryUsage.rss(), peak });
  }
}
