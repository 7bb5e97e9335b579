import { nodeCrypto } from '@crypto-cmp/x509/node';

import type { BenchCa } from './bench-ca.ts';
import { ownProcessorClock } from './clocks.ts';
import { createClient, DEFAULT_MAC, SIGNATURE, type Way } from './client.ts';
import { connectOverHttp } from './connect-over-http.ts';
import { type Figure, formatNumber } from './figure.ts';
import { measureRounds, median, medianRatio } from './measure-rounds.ts';
import { recordTransaction } from './record-transaction.ts';
import { describeCalls, doAgain } from './recorded-crypto.ts';

/**
 * How near to its cryptography a whole enrollment comes. Client and CA share this process, so the cryptography of both
 * counts, and so does everything else that both do.
 */
export async function measureEnrollments(ca: BenchCa, url: string, rounds: number): Promise<Figure[]> {
  return [
    ...(await measureWay(DEFAULT_MAC, 'PasswordBasedMac', { ca, url, rounds, times: 4 })),
    ...(await measureWay(SIGNATURE, 'signature', { ca, url, rounds, times: 20 })),
  ];
}

interface Setting {
  readonly ca: BenchCa;
  readonly url: string;
  readonly rounds: number;
  readonly times: number;
}

async function measureWay(way: Way, name: string, { ca, url, rounds, times }: Setting): Promise<Figure[]> {
  const { clientCalls, caCalls } = await recordTransaction(way);
  const client = { way, crypto: nodeCrypto, trustAnchor: ca.trustAnchor };
  const { inProcess, overHttp, clientCrypto, caCrypto } = await measureRounds(
    {
      inProcess: { times, clock: ownProcessorClock, run: await createClient({ ...client, connect: ca.connect }) },
      clientCrypto: { times, clock: ownProcessorClock, run: () => doAgain(clientCalls) },
      overHttp: {
        times,
        clock: ownProcessorClock,
        run: await createClient({ ...client, connect: connectOverHttp(url) }),
      },
      caCrypto: { times, clock: ownProcessorClock, run: () => doAgain(caCalls) },
    },
    rounds,
  );
  const crypto = clientCrypto.map((milliseconds, round) => milliseconds + (caCrypto[round] ?? Number.NaN));
  const cryptography =
    `cryptography ${formatNumber(median(clientCrypto))} ms of the client (${describeCalls(clientCalls)}) and ` +
    `${formatNumber(median(caCrypto))} ms of the CA (${describeCalls(caCalls)})`;
  const figure = (how: string, measured: readonly number[]): Figure => ({
    section: 'Client: enrollments a second over what the cryptography of client and CA allows, in one process',
    name: `${name}, ${how}`,
    value: medianRatio(crypto, measured),
    unit: '×',
    goal: { atLeast: 0.5 },
    from: `${formatNumber(1000 / median(measured))} a second, ${formatNumber(median(measured))} ms each; ${cryptography}`,
  });
  return [figure("the CA's handler called", inProcess), figure('HTTP over loopback', overHttp)];
}
