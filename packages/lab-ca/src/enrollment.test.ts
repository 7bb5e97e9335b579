import type { TransactionRequest } from '@crypto-cmp/cmp';
import { equalBytes } from '@crypto-cmp/der';
import { KEY_TYPES, type KeyPair, parseCertificate, subjectAltNames } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bySignature, enrollHolder, granted, type Holder, requestFor, run, subjectOf } from '../test/requesting.ts';
import { type RunningLab, runTestLab } from '../test/running-lab.ts';

describe('certificates for our own client', () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await runTestLab();
  });
  afterAll(async () => {
    await lab.stop();
  });

  describe.each(KEY_TYPES)('with keys of type %s', (keyType) => {
    let holder: Holder;
    let key: KeyPair;
    beforeAll(async () => {
      holder = await enrollHolder(lab, keyType);
      key = await nodeCrypto.generateKeyPair(keyType);
    }, 60_000);

    // RFC 9483, section 4.1.3: our client does not send kur under a MAC. openssl does: see e2e/interop.
    const operations: readonly TransactionRequest['operation'][] = ['ir', 'cr', 'p10cr'];
    it.each(operations)('are issued by %s under a MAC', async (operation) => {
      const ran = await run(lab, { request: await requestFor(operation, key) });
      expectCertificate(granted(ran).certificate, key.publicKey);
    });

    // kur last: it ends what the certificate can be used for.
    it.each([...operations, 'kur'] as const)('are issued by %s, signed', async (operation) => {
      const ran = await run(lab, { request: await requestFor(operation, key), protector: bySignature(holder) });
      expectCertificate(granted(ran).certificate, key.publicKey);
    });
  });

  function expectCertificate(der: Uint8Array, publicKey: Uint8Array): void {
    const certificate = parseCertificate(der);
    expect(certificate.subjectPublicKeyInfo).toEqual(publicKey);
    expect(equalBytes(certificate.subject, subjectOf('device'))).toBe(true);
    expect(subjectAltNames(certificate)).toEqual([{ type: 'dNSName', value: 'device.example.com' }]);
    expect(certificate.notAfter.getTime() - certificate.notBefore.getTime()).toBe(90 * 86_400_000);
  }
});
