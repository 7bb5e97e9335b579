import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { answerFirst, answerStep, createTestBench, type TestBench } from '../testing/test-transaction.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe.each(['mac', 'signature'] as const)('a transaction under %s', (kind) => {
  it('succeeds with ir, ip, certConf, pkiconf', async () => {
    const { ca } = bench;
    const { server, context } = bench[kind];
    const second = await answerFirst(bench, bench[kind], await bench.request());
    expect(second.checks?.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
    expect(second.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
    const third = await answerStep(ca, server, second, context);
    expect(third.effect).toMatchObject({ type: 'succeeded', confirmedBy: 'pkiconf', anchorSource: 'configured' });
  });
});
