import { startService } from './service.mjs';

/**
 * Starts services one after the other and waits until a person asks to stop, or one of them ends. Then all are stopped,
 * the last started first.
 * @param {(start: (what: Omit<Parameters<typeof startService>[0], 'signal'>) => Promise<import('./service.mjs').Service>) => Promise<void>} startAll
 * @returns {Promise<number>} the exit code
 */
export async function runServices(startAll) {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopping.abort());

  /** @type {import('./service.mjs').Service[]} */
  const services = [];
  try {
    await startAll(async (what) => {
      const service = await startService({ ...what, signal: stopping.signal });
      services.unshift(service);
      return service;
    });
    const ended = await Promise.race([
      stopRequest(stopping.signal),
      ...services.map((service) => service.ended.then(() => service.name)),
    ]);
    if (ended === undefined) return 0;
    console.error(`The ${ended} ended by itself, see above. Everything else is stopped too.`);
    return 1;
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    throw error;
  } finally {
    if (stopping.signal.aborted) console.log('\nStopping ...');
    for (const service of services) await service.stop();
  }
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<undefined>}
 */
function stopRequest(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
