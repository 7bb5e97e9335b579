import { boolean, decode, fromHex, generalizedTime } from '@crypto-cmp/der';
import { expect, it } from 'vitest';

import { startBlockCoverage } from './block-coverage.ts';

it('sees code that was never run before, and only that', async () => {
  const coverage = await startBlockCoverage();
  try {
    const readTime = (): unknown => decode(generalizedTime, fromHex('180f32303236313132333132303030305a'));
    decode(boolean, fromHex('0101ff'));
    expect((await coverage.takeFresh()).size).toBeGreaterThan(0);
    decode(boolean, fromHex('0101ff'));
    expect((await coverage.takeFresh()).size).toBe(0);
    readTime();
    const fresh = await coverage.takeFresh();
    expect([...fresh.keys()].some((url) => url.endsWith('der/src/time.ts'))).toBe(true);
    decode(boolean, fromHex('0101ff'));
    expect(await coverage.takeAny(fresh)).toBe(false);
    readTime();
    expect(await coverage.takeAny(fresh)).toBe(true);
  } finally {
    coverage.stop();
  }
});
