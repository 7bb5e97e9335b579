import { setImmediate } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { nodeCrypto } from './node-crypto.ts';
import { silenceKmacWarning } from './silence-kmac-warning.ts';

it('keeps the warning of KMAC from being told, and no other', async () => {
  const emitWarning = process.emitWarning.bind(process);
  const told: string[] = [];
  const listen = ({ name, message }: Error): number => told.push(`${name}: ${message}`);
  process.on('warning', listen);
  try {
    silenceKmacWarning();
    const key = new Uint8Array(32);
    const customization = new Uint8Array();
    await nodeCrypto.kmac({ variant: 128, key, data: key, length: 32, customization });
    await nodeCrypto.kmac({ variant: 256, key, data: key, length: 32, customization });
    process.emitWarning('of something else', 'ExperimentalWarning');
    await setImmediate();
    expect(told).toEqual(['ExperimentalWarning: of something else']);
  } finally {
    process.emitWarning = emitWarning;
    process.off('warning', listen);
  }
});
