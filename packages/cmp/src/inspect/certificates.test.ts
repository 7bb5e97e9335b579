import { readFileSync } from 'node:fs';

import { encode } from '@crypto-cmp/der';
import {
  createBasicConstraints,
  createCertificate,
  createCrlDistributionPoints,
  createExtendedKeyUsage,
  createKeyUsage,
  createNameConstraints,
  createSerialNumber,
  createSubjectAltName,
  encodeName,
  KEY_PURPOSES,
  parseName,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, expect, it } from 'vitest';

import { header, octets } from '../../testdata/example-values.ts';
import { INFO_TYPES } from '../messages/info-types.ts';
import { PKIBody } from '../messages/pki-body.ts';
import { PKIHeader } from '../messages/pki-header.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { inspectMessage } from './inspect-message.ts';
import type { InspectNode } from './inspect-node.ts';

let root: InspectNode;

beforeAll(async () => {
  const { publicKey, signer } = await nodeCrypto.generateKeyPair('ed25519');
  const certificate = await createCertificate({
    serialNumber: createSerialNumber(nodeCrypto),
    issuer: encodeName(parseName('CN=Example CA+serialNumber=7,C=GB')),
    subject: encodeName(parseName('CN=ap-7')),
    notBefore: new Date('2026-11-23T00:00:00Z'),
    notAfter: new Date('2051-11-23T00:00:00Z'),
    subjectPublicKeyInfo: publicKey,
    extensions: [
      createBasicConstraints({ cA: true, pathLenConstraint: 1 }),
      createKeyUsage(['digitalSignature', 'keyCertSign']),
      createExtendedKeyUsage([KEY_PURPOSES.cmcRA, '1.2.3.4']),
      createSubjectAltName([
        { type: 'dNSName', value: 'ap-7.example.com' },
        { type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 7) },
      ]),
      createCrlDistributionPoints(['http://crl.example.com/1.crl']),
      createNameConstraints({ permitted: [{ type: 'dNSName', value: 'example.com' }] }),
      { extnID: '1.2.3.4.5', critical: false, extnValue: encode(PKIHeader, header) },
      { extnID: '2.5.29.14', critical: false, extnValue: octets },
    ],
    signer,
  });
  const body: PKIBody = { type: 'cann', value: certificate };
  root = inspectMessage(
    encode(PKIMessage, {
      header: { der: encode(PKIHeader, header), value: header },
      body: { der: encode(PKIBody, body), value: body },
    }),
  );
});

it.each([
  ['body', '[16] cann · Certificate', 'CN=ap-7'],
  ['body.cann.tbsCertificate.version', '[0] INTEGER', 'v3 (2)'],
  ['body.cann.tbsCertificate.subjectPublicKeyInfo', 'SubjectPublicKeyInfo', 'Ed25519'],
  ['body.cann.tbsCertificate.validity.notBefore', 'UTCTime', '2026-11-23 00:00:00 UTC'],
  ['body.cann.tbsCertificate.validity.notAfter', 'GeneralizedTime', '2051-11-23 00:00:00 UTC'],
  ['body.cann.tbsCertificate.extensions[0]', 'Extension', 'CA, path length 1 · critical'],
  ['body.cann.tbsCertificate.extensions[1]', 'Extension', 'digitalSignature, keyCertSign · critical'],
  ['body.cann.tbsCertificate.extensions[2]', 'Extension', 'cmcRA, 1.2.3.4'],
  ['body.cann.tbsCertificate.extensions[3]', 'Extension', 'ap-7.example.com, 192.0.2.7'],
  [
    'body.cann.tbsCertificate.extensions[4].extnValue.value[0].distributionPoint.fullName[0]',
    '[6] uniformResourceIdentifier · IA5String',
    'http://crl.example.com/1.crl',
  ],
  [
    'body.cann.tbsCertificate.extensions[5].extnValue.value.permittedSubtrees[0].base',
    '[2] dNSName · IA5String',
    'example.com',
  ],
])('%s is %s: %s', (path, type, summary) => {
  expect(find(path)).toMatchObject({ type, summary });
});

it('shows a name of several values an RDN in all its parts', () => {
  const issuer = find('body.cann.tbsCertificate.issuer');
  expect(issuer.children.map(({ summary }) => summary)).toEqual([
    'C=GB',
    expect.stringMatching(/^(?=.*CN=Example CA)(?=.*serialNumber=7)/),
  ]);
});

it('opens an extension that nobody knows by its tags', () => {
  const value = find('body.cann.tbsCertificate.extensions[6].extnValue.value');
  expect(value.type).toBe('SEQUENCE');
  expect(value.children.map(({ label }) => label).slice(0, 4)).toEqual(['INTEGER', '[4]', '[2]', '[0]']);
});

it('says where an extension is not what its type says', () => {
  const value = find('body.cann.tbsCertificate.extensions[7].extnValue.value');
  expect(value.problem).toBeDefined();
});

it('says nothing is covered where nothing protects', () => {
  expect(find('body').covered).toBe(false);
});

it('opens a CRL', () => {
  const crl = new Uint8Array(readFileSync(new URL('../../testdata/crl.der', import.meta.url)));
  const body: PKIBody = {
    type: 'genp',
    value: [{ infoType: INFO_TYPES.crls.oid, infoValue: encode(INFO_TYPES.crls.value, [crl]) }],
  };
  const opened = inspectMessage(
    encode(PKIMessage, {
      header: { der: encode(PKIHeader, header), value: header },
      body: { der: encode(PKIBody, body), value: body },
    }),
  );
  const crlPath = 'body.genp[0].infoValue[0]';
  expect(find('body.genp[0]', opened)).toMatchObject({ label: 'crls', summary: '1 CRL' });
  expect(find('body.genp[0].infoValue', opened).summary).toBe('1 CRL');
  expect(find(crlPath, opened).summary).toBe('of CN=Example Root CA,O=Example');
  expect(find(`${crlPath}.tbsCertList.revokedCertificates[0].userCertificate`, opened).summary).toBe('7b');
  expect(find(`${crlPath}.tbsCertList.revokedCertificates[0].revocationDate`, opened).summary).toBe(
    '2026-11-23 11:51:41 UTC',
  );
  expect(find(`${crlPath}.tbsCertList.revokedCertificates[0].crlEntryExtensions[0]`, opened).summary).toBe(
    'keyCompromise (1)',
  );
  expect(find(`${crlPath}.tbsCertList.crlExtensions[1]`, opened)).toMatchObject({ label: 'cRLNumber', summary: '2a' });
});

function find(path: string, from: InspectNode = root): InspectNode {
  const nodes = [from];
  for (const node of nodes) nodes.push(...node.children);
  const found = nodes.find((node) => node.path === path);
  if (found === undefined) throw new TypeError(`no node ${path}`);
  return found;
}
