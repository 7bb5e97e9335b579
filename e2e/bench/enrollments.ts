import { nodeCrypto } from '@crypto-cmp/x509/node';

import { type BenchCa, listen, openBenchCa } from './bench-ca.ts';
import { type Connection, createClient, DEFAULT_MAC, SIGNATURE, type Way } from './client.ts';
import { wallClock } from './clocks.ts';
import { connectOverHttp } from './connect-over-http.ts';
import { type Figure, formatNumber } from './figure.ts';
import { measureRounds, median, medianRatio } from './measure-rounds.ts';
import { createStopwatch, type Stopwatch } from './timed-crypto.ts';
import { watchCrypto } from './watch-crypto.ts';

/**
 * How near to its cryptography a whole enrollment comes. Client and CA share this process, so the cryptography of both
 * counts, and so does everything else that both do.
 */
export async function measureEnrollments(rounds: number): Promise<Figure[]> {
  const stopwatches = { client: createStopwatch(), ca: createStopwatch() };
  const ca = await openBenchCa(stopwatches.ca.watch);
  const { url, close } = await listen(ca);
  const inProcess = { how: "the CA's handler called", connect: ca.connect };
  const overHttp = { how: 'HTTP over loopback', connect: connectOverHttp(url) };
  const setting = { ca, stopwatches, rounds };
  try {
    return [
      await measureWay(`PasswordBasedMac, ${inProcess.how}`, DEFAULT_MAC, inProcess.connect, setting, 4),
      await measureWay(`PasswordBasedMac, ${overHttp.how}`, DEFAULT_MAC, overHttp.connect, setting, 4),
      await measureWay(`signature, ${inProcess.how}`, SIGNATURE, inProcess.connect, setting, 30),
      await measureWay(`signature, ${overHttp.how}`, SIGNATURE, overHttp.connect, setting, 30),
    ];
  } finally {
    await close();
  }
}

interface Setting {
  readonly ca: BenchCa;
  readonly stopwatches: { readonly client: Stopwatch; readonly ca: Stopwatch };
  readonly rounds: number;
}

/** The cryptography is timed where it happens, within the enrollment: a slow moment slows both alike. */
async function measureWay(
  name: string,
  way: Way,
  connect: () => Connection,
  { ca: { trustAnchor }, stopwatches, rounds }: Setting,
  times: number,
): Promise<Figure> {
  const { client, ca } = stopwatches;
  const crypto = watchCrypto(nodeCrypto, client.watch);
  const enrollOnce = await createClient({ way, crypto, trustAnchor, connect });
  const spent: Record<'client' | 'ca', number>[] = [];
  const { whole } = await measureRounds(
    {
      whole: {
        times: 1,
        clock: wallClock,
        run: async () => {
          const before = { client: client.total(), ca: ca.total() };
          for (let done = 0; done < times; done++) await enrollOnce();
          spent.push({ client: client.total() - before.client, ca: ca.total() - before.ca });
        },
      },
    },
    rounds,
  );
  const measured = spent.slice(-rounds);
  const cryptography = measured.map((round) => round.client + round.ca);
  const each = (milliseconds: readonly number[]): string => formatNumber(median(milliseconds) / times);
  return {
    section: 'Client: enrollments a second over what the cryptography of client and CA allows, in one process',
    name,
    value: medianRatio(cryptography, whole),
    unit: '×',
    goal: { atLeast: 0.5 },
    from:
      `${formatNumber((1000 * times) / median(whole))} a second, ${each(whole)} ms each; cryptography of the client ` +
      `${each(measured.map((round) => round.client))} ms, of the CA ${each(measured.map((round) => round.ca))} ms`,
  };
}
