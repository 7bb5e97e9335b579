import { PKIBody, PKIMessage } from '@crypto-cmp/cmp';
import { decode, DerError, encode } from '@crypto-cmp/der';
import {
  createCertificationRequest,
  createExtendedKeyUsage,
  createKeyUsage,
  createSubjectAltName,
  KEY_PURPOSES,
  parseCertificate,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { ask, certificateIn, craft, craftCertReqMsg } from '../test/crafting.ts';
import { subjectOf } from '../test/requesting.ts';
import { createTestLab } from '../test/running-lab.ts';
import type { LabCa } from './create-lab-ca.ts';

/** The same numbers in every run. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe('a request with changed octets', { timeout: 60_000 }, () => {
  let labCa: LabCa;
  let bodies: readonly Uint8Array[];
  beforeAll(async () => {
    labCa = await createTestLab();
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const extensions = [
      createSubjectAltName([
        { type: 'dNSName', value: 'a.example' },
        { type: 'directoryName', value: subjectOf('b') },
      ]),
      createKeyUsage(['digitalSignature']),
      createExtendedKeyUsage([KEY_PURPOSES.clientAuth]),
    ];
    const message = await craftCertReqMsg({ key, template: { extensions, issuer: subjectOf('CA') } });
    const ip = await ask(labCa, await craft({ body: { type: 'ir', value: [message] } }));
    const { issuer, serialNumber, subject } = parseCertificate(certificateIn(ip));
    const csr = await createCertificationRequest({ subject: subjectOf('csr'), extensions, signer: key.signer });
    const all: readonly PKIBody[] = [
      { type: 'ir', value: [message] },
      { type: 'kur', value: [message] },
      { type: 'p10cr', value: csr },
      { type: 'rr', value: [{ certDetails: { issuer, serialNumber, subject } }] },
      { type: 'genm', value: [{ infoType: '1.3.6.1.5.5.7.4.17' }] },
    ];
    bodies = all.map((body) => encode(PKIBody, body));
  });

  it('in its body, well protected, is answered by a message', async () => {
    const dice = createDice(20_261_123);
    let asked = 0;
    for (let round = 0; round < 2000; round++) {
      const body = decodeMutant(bodies[round % bodies.length] ?? new Uint8Array(), dice);
      if (body === undefined) continue;
      asked++;
      expect((await ask(labCa, await craft({ body }))).body.value.type).toMatch(
        /^(?:ip|cp|kup|rp|genp|pkiconf|error)$/,
      );
    }
    // Most changes do not even decode: it must be enough that do.
    expect(asked).toBeGreaterThan(500);
  });

  it('anywhere is answered by a message', async () => {
    const dice = createDice(4711);
    const honest = await craft({ body: decode(PKIBody, bodies[0] ?? new Uint8Array()) });
    for (let round = 0; round < 2000; round++) {
      expect(await ask(labCa, mutate(honest, dice))).toBeDefined();
    }
  });

  it('in its header, well protected, is answered by a message', async () => {
    const dice = createDice(42);
    const body = decode(PKIBody, bodies[0] ?? new Uint8Array());
    let asked = 0;
    for (let round = 0; round < 500; round++) {
      const header = decode(PKIMessage, await craft({ body })).header.value;
      const oddities = [
        { senderNonce: nodeCrypto.randomBytes(dice(40)) },
        { transactionID: nodeCrypto.randomBytes(dice(3)) },
        { sender: { type: 'dNSName', value: 'x'.repeat(dice(5)) } },
        { sender: { type: 'directoryName', value: mutate(subjectOf('x'), dice) } },
        { senderKID: nodeCrypto.randomBytes(dice(4)) },
        { messageTime: new Date(Date.now() - 10 ** dice(12)) },
        { pvno: dice(6) - 2 },
        { generalInfo: [{ infoType: `1.3.6.1.5.5.7.4.${dice(25)}` }] },
        { recipient: header.sender },
      ] as const;
      const odd = oddities[dice(oddities.length)];
      const bytes = await craftLeniently(body, odd ?? {});
      if (bytes === undefined) continue;
      asked++;
      expect(await ask(labCa, bytes)).toBeDefined();
    }
    expect(asked).toBeGreaterThan(300);
  });
});

function mutate(bytes: Uint8Array, dice: (sides: number) => number): Uint8Array {
  const mutant = Uint8Array.from(bytes);
  for (let changes = 1 + dice(2); changes > 0; changes--) {
    const at = dice(mutant.length);
    mutant[at] = dice(2) === 0 ? dice(256) : (mutant[at] ?? 0) ^ (1 << dice(8));
  }
  return mutant;
}

function decodeMutant(bytes: Uint8Array, dice: (sides: number) => number): PKIBody | undefined {
  try {
    return decode(PKIBody, mutate(bytes, dice));
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** Undefined for a header that cannot be written at all. */
async function craftLeniently(
  body: PKIBody,
  header: NonNullable<Parameters<typeof craft>[0]['header']>,
): Promise<Uint8Array | undefined> {
  try {
    return await craft({ body, header });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
