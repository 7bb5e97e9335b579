import {
  advance,
  dueEffect,
  INFO_TYPES,
  PKIMessage,
  protectionKind,
  startTransaction,
  type TransactionState,
} from '@crypto-cmp/cmp';
import { sendOverHttp } from '@crypto-cmp/cmp/node';
import { decode, encode } from '@crypto-cmp/der';
import { KEM_KEY_TYPES, parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, describe, expect, it } from 'vitest';

import { askLab } from '../test/asking.ts';
import { createKemBench, type KemBench } from '../test/kem.ts';
import { bySignature, enrollHolder, enrollRequest, granted, type Ran, run, subjectOf } from '../test/requesting.ts';
import { FAULTS } from './faults/faults.ts';
import { KEM_FAULTS } from './faults/kem-faults.ts';

let bench: KemBench;
afterEach(async () => {
  await bench.lab.stop();
});

describe('protection by a KEM key', () => {
  it.each(KEM_KEY_TYPES)('of type %s enrolls and confirms, after one question without protection', async (keyType) => {
    bench = await createKemBench(keyType);
    const ran = await enroll({ protector: bench.device });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
    expect(sentBy(ran)).toEqual(['genm none', 'ir kem', 'certConf kem']);
    expect(ran.steps.at(-1)?.received?.protection).toBe('ECDSA with SHA-256');
  });

  it('of the CA answers whoever has sent it a ciphertext', async () => {
    bench = await createKemBench();
    const protector = bySignature(await enrollHolder(bench.lab));
    const ran = await enroll({ protector, kemPeer: bench.kemPeer });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
    expect(sentBy(ran)).toEqual(['ir signature', 'certConf signature']);
    expect(ran.steps.at(-1)?.received?.protection).toBe('HMAC-SHA-256 with a KEM, by HKDF with SHA-256');
  });

  it('of both sides gives each direction a secret of its own', async () => {
    bench = await createKemBench('ml-kem-1024');
    const ran = await enroll({ protector: bench.device, kemPeer: bench.kemPeer });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
    expect(sentBy(ran)).toEqual(['genm none', 'ir kem', 'certConf kem']);
    expect(ran.steps.at(-1)?.received?.protection).toMatch(/with a KEM/);
  });

  it('can be by KMAC, with a key of HKDF with SHA-512', async () => {
    bench = await createKemBench();
    const parameters = { kdfHash: 'sha512', macHash: 'shake256' } as const;
    const ran = await enroll({ protector: { ...bench.device, parameters } });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
  });

  it('can be by a certificate of this CA, which comes encrypted, and asks for its own successor by it', async () => {
    bench = await createKemBench();
    const { decapsulator, publicKey } = await nodeCrypto.generateKemKeyPair('ml-kem-768');
    const request = { operation: 'ir', subject: subjectOf('device'), encryptionKey: publicKey } as const;
    const decryption = { crypto: nodeCrypto, key: { kind: 'kem', key: decapsulator } } as const;
    const { certificate, chain } = granted(await run(bench.lab, { request, decryption }));

    const protector = { kind: 'kem', decapsulator, certificate, chain } as const;
    const key = await nodeCrypto.generateKeyPair('ml-dsa-65');
    expect(granted(await enroll({ protector, request: enrollRequest('cr', key) })).confirmedBy).toBe('pkiconf');
    const updated = await enroll({ protector, request: { operation: 'kur', keySigner: key.signer } });
    expect(granted(updated).confirmedBy).toBe('pkiconf');
    expect(sentBy(updated)).toEqual(['genm none', 'kur kem', 'certConf kem']);
  });

  it('is refused where the certificate is of nobody whom the CA trusts, and nothing was asked for by then', async () => {
    bench = await createKemBench();
    const { device } = bench;
    await bench.lab.stop();
    bench = await createKemBench();
    const { outcome } = await enroll({ protector: device });
    expect(outcome).toMatchObject({
      type: 'failed',
      failure: { code: 'error-received', claim: { failInfo: ['signerNotTrusted'] }, certificateMayExist: false },
    });
  });

  it('keeps no secret in what is stored', async () => {
    bench = await createKemBench();
    const secrets: string[] = [];
    const crypto = {
      ...nodeCrypto,
      encapsulate: async (spki: Uint8Array) => {
        const encapsulated = await nodeCrypto.encapsulate(spki);
        secrets.push(Buffer.from(encapsulated.sharedSecret).toString('hex'));
        return encapsulated;
      },
    };
    const decapsulate = async (ciphertext: Uint8Array): Promise<Uint8Array> => {
      const secret = await bench.device.decapsulator.decapsulate(ciphertext);
      secrets.push(Buffer.from(secret).toString('hex'));
      return secret;
    };
    const protector = { ...bench.device, decapsulator: { ...bench.device.decapsulator, decapsulate } };
    const ran = await enroll({ protector, kemPeer: { ...bench.kemPeer, crypto } });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
    const stored = JSON.stringify(ran.steps.map(({ state }) => state));
    expect(new Set(secrets).size).toBe(2);
    for (const secret of secrets) expect(stored).not.toContain(secret);
  });

  it('is plain JSON at every step, to go on after a crash', async () => {
    bench = await createKemBench();
    const ran = await enroll({ protector: bench.device, kemPeer: bench.kemPeer });
    for (const { state } of ran.steps) expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('goes on from the stored state at every step, also when each message is sent a second time', async () => {
    bench = await createKemBench();
    const { lab, device: protector, kemPeer } = bench;
    const { signer: keySigner } = await nodeCrypto.generateKeyPair('ec-p256');
    const request = { operation: 'ir', subject: subjectOf('device'), keySigner } as const;
    const facts = { crypto: nodeCrypto, protector, kemPeer, trustAnchors: [lab.root] };
    const first = await startTransaction(request, { ...facts, now: new Date() });
    let stored = JSON.stringify(first.state);
    const seen: string[] = [];
    for (;;) {
      // as: it was such a state when it was stored
      const state = JSON.parse(stored) as TransactionState;
      const effect = dueEffect(state);
      seen.push(effect.type === 'send' ? effect.bodyType : effect.type);
      if (effect.type !== 'send') break;
      const url = `${lab.url}/cmp`;
      await sendOverHttp({ url, body: effect.bytes });
      const answer = await sendOverHttp({ url, body: effect.bytes });
      const step = await advance(state, { type: 'received', ...answer }, { ...facts, now: new Date() });
      stored = JSON.stringify(step.state);
    }
    expect(seen).toEqual(['genm', 'ir', 'certConf', 'succeeded']);
  });
});

describe('caProtEncCert', () => {
  const { oid, value } = INFO_TYPES.caProtEncCert;
  const question = { type: 'other', infoType: oid } as const;

  it('is the certificate of the KEM key, to which a request can be sent next', async () => {
    bench = await createKemBench();
    const { values } = await askLab(bench.lab, question);
    expect(values).toEqual([{ infoType: oid, infoValue: bench.lab.labCa.kemCertificate }]);
    const certificate = parseCertificate(decode(value, values[0]?.infoValue ?? new Uint8Array()));
    const ran = await enroll({ protector: bench.device, kemPeer: { ...bench.kemPeer, certificate } });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
  });

  it('is not asked for with a value', async () => {
    bench = await createKemBench();
    const infoValue = encode(value, bench.lab.labCa.rootCertificate);
    await expect(askLab(bench.lab, { ...question, infoValue })).rejects.toThrow('badRequest');
  });
});

/** What each fault must make fail, and nothing else. */
const CHECKS: Readonly<Record<keyof typeof KEM_FAULTS, readonly string[]>> = {
  'kem-ciphertext-missing': ['kemCiphertext'],
  'kem-ciphertext-twice': ['kemCiphertext'],
  'kem-ciphertext-length': ['kemCiphertext'],
  'kem-ciphertext-algorithm': ['kemCiphertext'],
  // What it yields is another secret: only the CA can see that.
  'kem-ciphertext-changed': ['pkiStatus'],
  'kem-kdf': ['macParameters'],
  'kem-key-length': ['macParameters'],
  'kem-parameters-malformed': ['macParameters'],
  'kem-other-info': ['mac'],
  'kem-transaction': ['mac'],
  'kem-secret': ['mac'],
  'kem-not-used': ['protectionKind'],
};

describe('faults of protection by a KEM key', () => {
  // as: the keys of the table are its names
  const names = Object.keys(KEM_FAULTS) as (keyof typeof KEM_FAULTS)[];
  it.each(names)('%s makes exactly the check fail that it is for', async (name) => {
    bench = await createKemBench();
    const { needs, provokes } = FAULTS[name];
    const ran =
      needs === 'kem-key'
        ? await enroll({ protector: bench.device, path: `/cmp/faults/${name}` })
        : await enroll({
            protector: bySignature(await enrollHolder(bench.lab)),
            kemPeer: bench.kemPeer,
            path: `/cmp/faults/${name}`,
          });
    expect(ran.outcome).toMatchObject({ type: 'failed', failure: { code: provokes } });
    const failed = (ran.steps.at(-1)?.checks ?? []).filter(({ verdict }) => verdict === 'failed');
    expect(failed.map((check) => check.name)).toEqual(CHECKS[name]);
  });
});

async function enroll(how: Partial<Parameters<typeof run>[1]>): Promise<Ran> {
  const key = await nodeCrypto.generateKeyPair('ec-p256');
  return run(bench.lab, { request: enrollRequest('ir', key), ...how });
}

function sentBy({ steps }: Ran): string[] {
  return steps.flatMap(({ effect }) => {
    if (effect.type !== 'send') return [];
    const { protectionAlg } = decode(PKIMessage, effect.bytes).header.value;
    return [`${effect.bodyType} ${protectionAlg === undefined ? 'none' : protectionKind(protectionAlg)}`];
  });
}
