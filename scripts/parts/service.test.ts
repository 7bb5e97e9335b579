import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { requireFreePort, startService } from './service.mjs';
import { Stop } from './stop.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a service', () => {
  test('is ready when its ready line is there, and keeps what it printed before', async () => {
    const service = await start(
      `console.log('first'); console.log('listening on http://x'); setInterval(() => {}, 1e6);`,
    );
    expect(service.lines).toEqual(['first', 'listening on http://x']);
    await service.stop();
    await service.ended;
  });

  test('is asked to stop, and may take its time', async () => {
    const service = await start(
      `process.on('SIGTERM', () => setTimeout(() => process.exit(7), 200)); console.log('listening on x'); setInterval(() => {}, 1e6);`,
    );
    await service.stop();
    expect(await service.ended).toBe(7);
  });

  test('that ends before it is ready is a reason to stop, with what it said', async () => {
    await expect(start(`console.error('no such folder'); process.exit(1);`)).rejects.toThrow(
      expect.toSatisfy((error) => error instanceof Stop && error.message.includes('no such folder')),
    );
  });

  test('is not waited for any longer when a person asks to stop', async () => {
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 100);
    await expect(start('setInterval(() => {}, 1e6);', stopping.signal)).rejects.toThrow(Stop);
  });
});

describe('a port', () => {
  test('that is taken is a reason to stop, with advice', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    await expect(requireFreePort(address.port, '127.0.0.1', 'Choose another.')).rejects.toThrow(
      `Port ${address.port} is taken by another program. Choose another.`,
    );
    taken.close();
  });

  test('that is free is no matter', async () => {
    await expect(requireFreePort(0, '127.0.0.1', '')).resolves.toBeUndefined();
  });
});

function start(source: string, signal?: AbortSignal) {
  const program = join(folder, 'program.mjs');
  writeFileSync(program, source);
  return startService({ name: 'thing', program, ready: /listening on/, ...(signal && { signal }) });
}
