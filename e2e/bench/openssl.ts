import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { nodeCrypto } from '@crypto-cmp/x509/node';

import { createClient, DEFAULT_MAC, MAC_OF_OPENSSL, SIGNATURE, type Way } from './client.ts';
import { childrenProcessorClock, ownProcessorClock, wallClock } from './clocks.ts';
import { connectOverHttp } from './connect-over-http.ts';
import { type Figure, formatNumber } from './figure.ts';
import { measureRounds, median, medianRatio } from './measure-rounds.ts';
import { createOpensslClient } from './openssl-client.ts';
import { type CaProcess, startCaProcess } from './start-ca-process.ts';

/** Our client in this process beside a process of `openssl cmp` for each enrollment, over HTTP to the same CA. */
export async function compareWithOpenssl(rounds: number): Promise<Figure[]> {
  const ca = await startCaProcess();
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const setting = { ca, folder, rounds };
    return [
      ...(await compare('signature (kur)', SIGNATURE, setting)),
      ...(await compare('PasswordBasedMac (ir), 500 iterations as OpenSSL makes', MAC_OF_OPENSSL, setting)),
      ...(await compare('PasswordBasedMac (ir), our default of 10,000 iterations', DEFAULT_MAC, setting)),
    ];
  } finally {
    await ca.stop();
    await rm(folder, { recursive: true });
  }
}

interface Setting {
  readonly ca: CaProcess;
  readonly folder: string;
  readonly rounds: number;
}

async function compare(name: string, way: Way, { ca, folder, rounds }: Setting): Promise<Figure[]> {
  const { url, trustAnchor } = ca;
  const ours = await createClient({ way, crypto: nodeCrypto, trustAnchor, connect: connectOverHttp(url) });
  const openssl = await createOpensslClient(way.kind, url, trustAnchor, folder);
  const measured = await measureRounds(
    {
      ours: { times: 10, clock: wallClock, run: ours },
      openssl: { times: 4, clock: wallClock, run: openssl },
      oursAtWork: { times: 10, clock: ownProcessorClock, run: ours },
      opensslAtWork: { times: 10, clock: childrenProcessorClock, run: openssl },
    },
    rounds,
  );
  const section = 'Client: enrollments a second over those of an `openssl cmp` process each, over HTTP to the same CA';
  const times = (we: readonly number[], they: readonly number[]): Pick<Figure, 'value' | 'unit' | 'from'> => ({
    value: medianRatio(they, we),
    unit: '×',
    from: `${formatNumber(median(we))} ms each, openssl ${formatNumber(median(they))} ms`,
  });
  return [
    { section, name, goal: { atLeast: 10 }, ...times(measured.ours, measured.openssl) },
    { section, name: '  processor time of the client alone', ...times(measured.oursAtWork, measured.opensslAtWork) },
  ];
}
