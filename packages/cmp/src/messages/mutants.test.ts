import { decode, DerError, encode, equalBytes, toHex } from '@crypto-cmp/der';
import { expect, it } from 'vitest';

import { captures } from '../../testdata/captures.ts';
import { bodies, header, octets } from '../../testdata/example-values.ts';
import { mutate, seededRandom } from '../../testdata/mutants.ts';
import { PKIBody } from './pki-body.ts';
import { PKIHeader } from './pki-header.ts';
import { PKIMessage } from './pki-message.ts';

const MUTANTS = 100_000;

it(`what is decoded of ${MUTANTS} broken messages is given back byte for byte, the rest is a DerError`, () => {
  const originals = [...captures.map(({ bytes }) => bytes), ...bodies.map(toMessage)];
  const random = seededRandom(20_261_123);
  const outcomes = { accepted: 0, refused: 0 };
  for (let count = 0; count < MUTANTS; count++) {
    const mutant = mutate(originals[count % originals.length] ?? octets, random);
    try {
      expectUnchanged(mutant, decode(PKIMessage, mutant));
      outcomes.accepted++;
    } catch (error) {
      if (!(error instanceof DerError)) throw new Error(`mutant ${count}: ${toHex(mutant)}`, { cause: error });
      outcomes.refused++;
    }
  }
  // Changes inside nonces, signatures and raw certificates do no harm; most others must.
  expect(outcomes.accepted).toBeGreaterThan(MUTANTS / 20);
  expect(outcomes.refused).toBeGreaterThan(MUTANTS / 4);
}, 20_000);

/** Header and body keep their octets, so their values are encoded too. */
function expectUnchanged(bytes: Uint8Array, message: PKIMessage): void {
  const same =
    equalBytes(encode(PKIMessage, message), bytes) &&
    equalBytes(encode(PKIHeader, message.header.value), message.header.der) &&
    equalBytes(encode(PKIBody, message.body.value), message.body.der);
  if (!same) expect.fail('decoded, and encoded to something else');
}

function toMessage(body: PKIBody): Uint8Array {
  return encode(PKIMessage, {
    header: { der: encode(PKIHeader, header), value: header },
    body: { der: encode(PKIBody, body), value: body },
    protection: octets,
  });
}
