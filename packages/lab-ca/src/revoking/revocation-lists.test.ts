import { createCrlQuestion } from '@crypto-cmp/cmp';
import { runTransaction } from '@crypto-cmp/cmp/node';
import {
  type Certificate,
  checkRevocation,
  crlDistributionPoints as readDistributionPoints,
  crlNumber,
  parseCertificate,
  parseCertificateList,
  type RevocationReason,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { askLab, fetchList } from '../../test/asking.ts';
import { bySignature, enrollHolder, granted, type Holder, requestFor, run } from '../../test/requesting.ts';
import { type RunningLab, runTestLab } from '../../test/running-lab.ts';
import { createMemoryStore } from '../store/memory-store.ts';

describe('the list of revoked certificates', () => {
  let lab: RunningLab;
  let base = '';
  let now = Date.now();
  const clock = () => new Date(now);
  const crlDistributionPoints = () => [`${base}/crl/issuing.crl`];
  let options: Parameters<typeof runTestLab>[0];
  beforeEach(async () => {
    now = Date.now();
    options = { store: createMemoryStore(), clock, crlDistributionPoints };
    lab = await runTestLab(options);
    base = lab.url;
  });
  afterEach(async () => {
    await lab.stop();
  });

  async function revoke(holder: Holder, reason: RevocationReason): Promise<void> {
    const context = { crypto: nodeCrypto, protector: bySignature(holder), trustAnchors: [lab.root] };
    const outcome = await runTransaction({ url: `${lab.url}/cmp`, request: { operation: 'rr', reason }, context });
    expect(outcome).toMatchObject({ type: 'revoked' });
  }

  /** What the list says that lies where the certificate says that it lies. */
  async function look(certificate: Certificate): Promise<string> {
    const [point] = readDistributionPoints(certificate);
    const [name] = point?.distributionPoint?.type === 'fullName' ? point.distributionPoint.value : [];
    if (name?.type !== 'uniformResourceIdentifier') throw new Error('expected a URL');
    const response = await fetch(name.value);
    expect(response.headers.get('content-type')).toBe('application/pkix-crl');
    const crl = parseCertificateList(new Uint8Array(await response.arrayBuffer()));
    const at = new Date(now);
    const verdict = await checkRevocation({ certificate, issuer: lab.issuing, crls: [crl], at, crypto: nodeCrypto });
    return verdict.status === 'revoked' ? verdict.reason : verdict.status;
  }

  it('follows a certificate from its issue over a hold to its end', async () => {
    const holder = await enrollHolder(lab);
    const certificate = parseCertificate(holder.certificate);
    expect(await look(certificate)).toBe('good');
    await revoke(holder, 'certificateHold');
    expect(await look(certificate)).toBe('certificateHold');
    await revoke(holder, 'removeFromCRL');
    expect(await look(certificate)).toBe('good');
    await revoke(holder, 'keyCompromise');
    expect(await look(certificate)).toBe('keyCompromise');
    now += 91 * 86_400_000;
    const { der } = parseCertificateList((await lab.labCa.read('/crl/issuing.crl'))?.body ?? new Uint8Array());
    // RFC 5280, section 3.3: an expired certificate need not stand there any more.
    expect(parseCertificateList(der).entries).toEqual([]);
  });

  it('leaves out a certificate that was updated: it stays valid', async () => {
    const holder = await enrollHolder(lab);
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    granted(await run(lab, { request: await requestFor('kur', key), protector: bySignature(holder) }));
    expect(await look(parseCertificate(holder.certificate))).toBe('good');
  });

  it('names a certificate that its requester rejected, and one that nobody confirmed in time', async () => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const issued: Uint8Array[] = [];
    await runTransaction({
      url: `${lab.url}/cmp/faults/certificate-subject-changed`,
      request: await requestFor('ir', key),
      context: { crypto: nodeCrypto, protector: bySignature(await enrollHolder(lab)), trustAnchors: [lab.root] },
      onStep: ({ received }) => {
        if (received?.certificate !== undefined) issued.push(received.certificate);
      },
    });
    const [rejected] = issued;
    if (rejected === undefined) throw new Error('expected a certificate');
    expect(await look(parseCertificate(rejected))).toBe('cessationOfOperation');
  });

  it('comes by genm too, and only when it is newer', async () => {
    const holder = await enrollHolder(lab);
    const certificate = parseCertificate(holder.certificate);
    const first = await fetchList(lab, createCrlQuestion(certificate));
    if (first === undefined) throw new Error('expected a list');
    expect(await fetchList(lab, createCrlQuestion(certificate, first))).toBeUndefined();
    await revoke(holder, 'superseded');
    const second = await fetchList(lab, createCrlQuestion(certificate, first));
    expect(second?.entries).toHaveLength(first.entries.length + 1);
    expect(crlNumber(second ?? first)).toBe((crlNumber(first) ?? 0n) + 1n);
    expect((await fetchList(lab, { type: 'currentCRL' }))?.der).toEqual(second?.der);
  });

  it('of the root is one of its own', async () => {
    const source = { type: 'issuer', value: [{ type: 'directoryName', value: lab.root.subject }] } as const;
    const { crl } = await askLab(lab, { type: 'crlStatusList', source, issuer: lab.root.subject });
    expect(crl).toEqual((await lab.labCa.read('/crl/root.crl'))?.body);
  });

  it('of anybody else is none of ours, wherever it should lie', async () => {
    for (const value of ['http://example.com/crl/other.crl', 'ldap://', 'no URL']) {
      const name = { type: 'uniformResourceIdentifier', value } as const;
      const source = { type: 'dpn', value: { type: 'fullName', value: [name] } } as const;
      expect(await askLab(lab, { type: 'crlStatusList', source })).toEqual({ type: 'crlStatusList' });
    }
  });

  it('is the same until something changes, or half its time is over, also after a restart', async () => {
    const read = async () => parseCertificateList((await lab.labCa.read('/crl/root.crl'))?.body ?? new Uint8Array());
    const first = await read();
    now += 3_600_000;
    expect((await read()).der).toEqual(first.der);
    await lab.stop();
    lab = await runTestLab(options);
    expect((await read()).der).toEqual(first.der);
    now += 12 * 3_600_000;
    const second = await read();
    expect(crlNumber(second)).toBe((crlNumber(first) ?? 0n) + 1n);
    expect(second.nextUpdate?.getTime()).toBeGreaterThan(now);
  });
});
