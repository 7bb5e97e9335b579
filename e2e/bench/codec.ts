import { PKIBody, PKIHeader, PKIMessage } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import { parseCertificate } from '@crypto-cmp/x509';

import { ownProcessorClock } from './clocks.ts';
import { DEFAULT_MAC, SIGNATURE, type Way } from './client.ts';
import { type Figure, formatNumber } from './figure.ts';
import { measureRounds, median, medianRatio } from './measure-rounds.ts';
import { recordTransaction } from './record-transaction.ts';
import { describeCalls, doAgain } from './recorded-crypto.ts';

/**
 * What encoding and decoding a whole transaction costs beside its cryptography. Both are what the two sides do together:
 * each message is encoded by one and decoded by the other.
 */
export async function measureCodec(rounds: number): Promise<Figure[]> {
  return [
    await measureTransaction(DEFAULT_MAC, 'ir, ip, certConf, pkiconf by PasswordBasedMac', rounds),
    await measureTransaction(SIGNATURE, 'kur, kup, certConf, pkiconf by signature', rounds),
  ];
}

async function measureTransaction(way: Way, name: string, rounds: number): Promise<Figure> {
  const { messages, clientCalls, caCalls } = await recordTransaction(way);
  const calls = [...clientCalls, ...caCalls];
  const { codec, crypto } = await measureRounds(
    {
      codec: { times: 200, clock: ownProcessorClock, run: () => messages.map(decodeAndEncode) },
      crypto: { times: 5, clock: ownProcessorClock, run: () => doAgain(calls) },
    },
    rounds,
  );
  const octets = messages.reduce((sum, message) => sum + message.length, 0);
  return {
    section: 'Codec: encoding and decoding over cryptography, of both sides',
    name,
    value: 100 * medianRatio(codec, crypto),
    unit: '%',
    goal: { atMost: 10 },
    from:
      `${formatNumber(median(codec))} ms for ${messages.length} messages of ${octets} octets, ` +
      `${formatNumber(median(crypto))} ms for ${describeCalls(calls)}`,
  };
}

function decodeAndEncode(bytes: Uint8Array): void {
  const message = decode(PKIMessage, bytes);
  const { header, body, extraCerts = [] } = message;
  for (const certificate of [...extraCerts, ...issuedIn(message)]) parseCertificate(certificate);
  // A sender encodes the parts that are protected, and then the whole around them.
  encode(PKIMessage, {
    ...message,
    header: { value: header.value, der: encode(PKIHeader, header.value) },
    body: { value: body.value, der: encode(PKIBody, body.value) },
  });
}

/** The certificate in an ip, cp or kup. */
function issuedIn({ body }: PKIMessage): Uint8Array[] {
  const { value } = body;
  if (value.type !== 'ip' && value.type !== 'cp' && value.type !== 'kup') return [];
  return value.value.response.flatMap(({ certifiedKeyPair }) =>
    certifiedKeyPair?.certOrEncCert.type === 'certificate' ? [certifiedKeyPair.certOrEncCert.value] : [],
  );
}
