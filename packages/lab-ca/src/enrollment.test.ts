import type { TransactionRequest } from '@crypto-cmp/cmp';
import { equalBytes } from '@crypto-cmp/der';
import { KEY_TYPES, parseCertificate, subjectAltNames } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bySignature, enrollHolder, granted, requestFor, run, subjectOf } from '../test/requesting.ts';
import { type RunningLab, runTestLab } from '../test/running-lab.ts';

describe('certificates for our own client', () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await runTestLab();
  });
  afterAll(async () => {
    await lab.stop();
  });

  const operations: readonly TransactionRequest['operation'][] = ['ir', 'cr', 'p10cr', 'kur'];
  for (const keyType of KEY_TYPES) {
    it.each(operations)(
      `issues by %s, signed and under a MAC, for a key of type ${keyType}`,
      { timeout: 60_000 },
      async (operation) => {
        const holder = await enrollHolder(lab, keyType);
        const key = await nodeCrypto.generateKeyPair(keyType);
        const request = await requestFor(operation, key);

        const bySigning = granted(await run(lab, { request, protector: bySignature(holder) }));
        expectCertificate(bySigning.certificate, key.publicKey);
        // RFC 9483, section 4.1.3: our client does not send kur under a MAC. openssl does: see e2e/interop.
        if (operation === 'kur') return;
        const bySecret = granted(await run(lab, { request }));
        expectCertificate(bySecret.certificate, key.publicKey);
      },
    );
  }

  function expectCertificate(der: Uint8Array, publicKey: Uint8Array): void {
    const certificate = parseCertificate(der);
    expect(certificate.subjectPublicKeyInfo).toEqual(publicKey);
    expect(equalBytes(certificate.subject, subjectOf('device'))).toBe(true);
    expect(subjectAltNames(certificate)).toEqual([{ type: 'dNSName', value: 'device.example.com' }]);
    expect(certificate.notAfter.getTime() - certificate.notBefore.getTime()).toBe(90 * 86_400_000);
  }
});
