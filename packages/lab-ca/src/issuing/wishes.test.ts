import { type CertTemplate, CONTROL_TYPES, type PKIBody } from '@crypto-cmp/cmp';
import { encode, integerOctets, octetString, sequence } from '@crypto-cmp/der';
import {
  type AlgorithmIdentifier,
  basicConstraints,
  createBasicConstraints,
  createCertificationRequest,
  createExtendedKeyUsage,
  createKeyUsage,
  createSubjectAltName,
  encodeName,
  type Extension,
  EXTENSION_OIDS,
  extendedKeyUsage,
  KEY_PURPOSES,
  keyUsage,
  nullName,
  parseCertificate,
  parseName,
  subjectAltNames,
  type SubjectPublicKeyInfo,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { ask, certificateIn, craft, type CraftedRequest, craftCertReqMsg, summary } from '../../test/crafting.ts';
import { subjectOf } from '../../test/requesting.ts';
import { createTestLab } from '../../test/running-lab.ts';
import type { LabCa } from '../create-lab-ca.ts';

let labCa: LabCa;
beforeAll(async () => {
  labCa = await createTestLab();
});

async function askFor(...requests: readonly CraftedRequest[]) {
  const value = await Promise.all(requests.map(craftCertReqMsg));
  return ask(labCa, await craft({ body: { type: 'ir', value } }));
}

const NULL_DN = encodeName(nullName);
const SAN = createSubjectAltName([{ type: 'dNSName', value: 'a.example' }]);
const YEARS_MS = 365 * 86_400_000;

describe('a request that cannot be granted', () => {
  const extensions = (...wanted: readonly Extension[]): CraftedRequest => ({ template: { extensions: wanted } });
  const algorithm: AlgorithmIdentifier = { algorithm: '1.2.3' };
  const rows: readonly [what: string, request: CraftedRequest, failInfo: string][] = [
    ['the NULL-DN and no subjectAltName', { template: { subject: NULL_DN } }, 'badCertTemplate'],
    [
      'a subject that cannot be read',
      { template: { subject: Uint8Array.of(0x30, 0x02, 0x05, 0x00) } },
      'badCertTemplate',
    ],
    ['a proof of possession, and no key', { without: ['publicKey'] }, 'badPOP'],
    ['version 1', { template: { version: 0 } }, 'badCertTemplate'],
    ['a serialNumber', { template: { serialNumber: Uint8Array.of(1) } }, 'badCertTemplate'],
    ['a signingAlg', { template: { signingAlg: algorithm } }, 'badCertTemplate'],
    ['a subjectUID', { template: { subjectUID: { unusedBits: 0, octets: Uint8Array.of(1) } } }, 'badCertTemplate'],
    ['certReqId 1', { certReqId: 1 }, 'badRequest'],
    ['no proof of possession', { popo: 'none' }, 'badPOP'],
    ['raVerified', { popo: { type: 'raVerified', value: null } }, 'notAuthorized'],
    ['the wish to be a CA', extensions(createBasicConstraints({ cA: true })), 'notAuthorized'],
    [
      'a path length and no CA',
      extensions(createBasicConstraints({ cA: false, pathLenConstraint: 1 })),
      'badCertTemplate',
    ],
    ['key usage keyCertSign', extensions(createKeyUsage(['keyCertSign'])), 'notAuthorized'],
    ['key usage keyEncipherment for an EC key', extensions(createKeyUsage(['keyEncipherment'])), 'badCertTemplate'],
    ['extended key usage cmcCA', extensions(createExtendedKeyUsage([KEY_PURPOSES.cmcCA])), 'notAuthorized'],
    ['extended key usage cmKGA', extensions(createExtendedKeyUsage([KEY_PURPOSES.cmKGA])), 'notAuthorized'],
    ['an extension twice', extensions(SAN, SAN), 'badCertTemplate'],
    ['an unknown critical extension', extensions(unknownExtension(true)), 'badCertTemplate'],
    ['a subjectAltName that is none', extensions({ ...SAN, extnValue: Uint8Array.of(0x05, 0x00) }), 'badCertTemplate'],
    ['an end in the past', { template: { validity: { notAfter: time(-1) } } }, 'badCertTemplate'],
    [
      'an end before its beginning',
      { template: { validity: { notBefore: time(2), notAfter: time(1) } } },
      'badCertTemplate',
    ],
  ];

  it.each(rows)('is refused: %s', async (_, request, failInfo) => {
    expect(summary(await askFor(request))).toBe(`ip rejection ${failInfo}`);
  });

  it('is refused: two certificates at once', async () => {
    expect(summary(await askFor({}, {}))).toBe('ip rejection badRequest');
  });

  it('is refused: a proof made with another key', async () => {
    const { signer } = await nodeCrypto.generateKeyPair('ec-p256');
    const { publicKey } = await nodeCrypto.generateKeyPair('ec-p256');
    expect(summary(await askFor({ key: { publicKey, signer } }))).toBe('ip rejection badPOP');
  });

  it('is refused: keys of RSA that are too short or too long to be serious', async () => {
    for (const octets of [128, 255, 1025, 2048]) {
      const template = { publicKey: rsaKey(octets) };
      expect(summary(await askFor({ template }))).toBe('ip rejection badCertTemplate');
    }
  });

  it('is refused: a key that cannot sign', async () => {
    const publicKey: SubjectPublicKeyInfo = {
      algorithm: { algorithm: '1.3.101.110' },
      subjectPublicKey: new Uint8Array(32),
    };
    expect(summary(await askFor({ template: { publicKey } }))).toBe('ip rejection badCertTemplate');
  });
});

describe('a wish', () => {
  it('is granted: names, usages and times as asked for', async () => {
    const names = [
      { type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 7) },
      { type: 'rfc822Name', value: 'ap-7@example.com' },
      { type: 'directoryName', value: subjectOf('other') },
      {
        type: 'otherName',
        value: { typeId: '1.3.6.1.4.1.311.20.2.3', value: Uint8Array.of(0x0c, 0x01, 0x61) },
      },
    ] as const;
    const template: Partial<CertTemplate> = {
      subject: encodeName(parseName('CN=ap-7,O=Example')),
      validity: { notBefore: time(0.5), notAfter: time(1) },
      extensions: [
        createSubjectAltName(names),
        createKeyUsage(['digitalSignature', 'keyAgreement']),
        createExtendedKeyUsage([KEY_PURPOSES.emailProtection]),
      ],
    };
    const answer = await askFor({ template });
    expect(summary(answer)).toBe('ip accepted');
    const certificate = parseCertificate(certificateIn(answer));
    expect(certificate.subject).toEqual(template.subject);
    expect(certificate.issuer).toEqual(parseCertificate(labCa.issuingCertificate).subject);
    expect(subjectAltNames(certificate)).toEqual(names);
    expect([...(keyUsage(certificate) ?? [])]).toEqual(['digitalSignature', 'keyAgreement']);
    expect([...(extendedKeyUsage(certificate) ?? [])]).toEqual([KEY_PURPOSES.emailProtection]);
    expect(basicConstraints(certificate)).toEqual({ cA: false });
    expect(certificate.notBefore).toEqual(template.validity?.notBefore?.value);
    expect(certificate.notAfter).toEqual(template.validity?.notAfter?.value);
  });

  it('for the NULL-DN and a subjectAltName is granted, with that as critical', async () => {
    const certificate = parseCertificate(
      certificateIn(await askFor({ template: { subject: NULL_DN, extensions: [SAN] } })),
    );
    const san = certificate.extensions.find(({ extnID }) => extnID === EXTENSION_OIDS.subjectAltName);
    expect(san).toMatchObject({ critical: true });
  });

  it.each([
    ['an extension that is not issued here', { extensions: [unknownExtension(false)] }],
    ['a life longer than that of the CA', { validity: { notAfter: time(6) } }],
    ['another issuer', { issuer: subjectOf('Another CA') }],
  ])('for %s is granted with modifications', async (_, template) => {
    expect(summary(await askFor({ template }))).toBe('ip grantedWithMods');
  });

  it('says nothing: then the certificate has the usual life and usages', async () => {
    const certificate = parseCertificate(certificateIn(await askFor({})));
    expect([...(keyUsage(certificate) ?? [])]).toEqual(['digitalSignature']);
    expect([...(extendedKeyUsage(certificate) ?? [])]).toEqual([KEY_PURPOSES.clientAuth, KEY_PURPOSES.serverAuth]);
  });

  it('cannot make a certificate longer than the lab lets it be when it says nothing', async () => {
    const brief = await createTestLab({ lifetimeSeconds: 90 });
    const body: PKIBody = { type: 'ir', value: [await craftCertReqMsg()] };
    const { notBefore, notAfter } = parseCertificate(certificateIn(await ask(brief, await craft({ body }))));
    expect(notAfter.getTime() - notBefore.getTime()).toBe(90_000);
  });

  it('in controls that we do not know is passed over', async () => {
    const { oid, value } = CONTROL_TYPES.regToken;
    expect(summary(await askFor({ controls: [{ type: oid, value: encode(value, 'token') }] }))).toBe('ip accepted');
  });
});

describe('a PKCS#10 request', () => {
  const send = async (csr: Uint8Array) => ask(labCa, await craft({ body: { type: 'p10cr', value: csr } }));

  it('is granted, with the extensions that it asks for', async () => {
    const { signer, publicKey } = await nodeCrypto.generateKeyPair('rsa-2048');
    const csr = await createCertificationRequest({ subject: subjectOf('csr'), extensions: [SAN], signer });
    const answer = await send(csr);
    expect(summary(answer)).toBe('cp accepted');
    const certificate = parseCertificate(certificateIn(answer));
    expect(certificate.subjectPublicKeyInfo).toEqual(publicKey);
    expect(subjectAltNames(certificate)).toHaveLength(1);
    expect([...(keyUsage(certificate) ?? [])]).toEqual(['digitalSignature', 'keyEncipherment']);
    const { value } = answer.body;
    // RFC 9810, section 5.3.4.
    expect(value.type === 'cp' && value.value.response[0]?.certReqId).toBe(-1);
  });

  it('is granted again when it comes again, and so is a key', async () => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const csr = await createCertificationRequest({ subject: subjectOf('csr'), signer: key.signer });
    expect([summary(await send(csr)), summary(await send(csr))]).toEqual(['cp accepted', 'cp accepted']);
    expect(summary(await askFor({ key }))).toBe('ip accepted');
  });

  it('is refused when its signature is wrong', async () => {
    const { signer } = await nodeCrypto.generateKeyPair('ec-p256');
    const csr = Uint8Array.from(await createCertificationRequest({ subject: subjectOf('csr'), signer }));
    // Inside the name.
    const at = Buffer.from(csr).indexOf('csr');
    csr[at] = 0x43;
    expect(summary(await send(csr))).toBe('cp rejection badPOP');
  });

  it('is refused when it is none', async () => {
    expect(summary(await send(Uint8Array.of(0x30, 0x00)))).toBe('cp rejection badDataFormat');
  });
});

function time(years: number): { readonly type: 'generalTime' | 'utcTime'; readonly value: Date } {
  return { type: 'utcTime', value: new Date(Math.floor((Date.now() + years * YEARS_MS) / 1000) * 1000) };
}

/** Nobody has the private half of it. */
function rsaKey(octets: number): SubjectPublicKeyInfo {
  const key = { modulus: new Uint8Array(octets).fill(0x7f), publicExponent: Uint8Array.of(1, 0, 1) };
  const subjectPublicKey = encode(sequence({ modulus: integerOctets, publicExponent: integerOctets }), key);
  return { algorithm: { algorithm: '1.2.840.113549.1.1.1', parameters: Uint8Array.of(0x05, 0x00) }, subjectPublicKey };
}

function unknownExtension(critical: boolean): Extension {
  return { extnID: '1.2.3.4', critical, extnValue: encode(octetString, new Uint8Array(2)) };
}
