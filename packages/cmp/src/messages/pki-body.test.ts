import { decode, encode, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';

import { bodies, emptySequence, header, octets } from '../../testdata/example-values.ts';
import { INFO_TYPES } from './info-types.ts';
import { PKIBody } from './pki-body.ts';
import { PKI_FAILURE_INFO } from './pki-failure-info.ts';
import { PKIHeader } from './pki-header.ts';
import { PKIMessage } from './pki-message.ts';

describe('PKIBody', () => {
  it('has 27 alternatives with the explicit tags 0 to 26', () => {
    expect(bodies.map((body) => encode(PKIBody, body)[0])).toEqual(bodies.map((_, tag) => 0xa0 | tag));
    expect(bodies).toHaveLength(27);
  });

  it.each(bodies)('$type is read back as it was written, in a whole message', (body) => {
    const message = encode(PKIMessage, {
      header: { der: encode(PKIHeader, header), value: header },
      body: { der: encode(PKIBody, body), value: body },
      protection: octets,
      extraCerts: [emptySequence],
    });
    const read = decode(PKIMessage, message);
    expect(read.body.value).toEqual(body);
    expect(read.header.value).toEqual(header);
    expect(toHex(encode(PKIMessage, read))).toBe(toHex(message));
    expect(toHex(encode(PKIBody, read.body.value))).toBe(toHex(read.body.der));
  });
});

describe('INFO_TYPES', () => {
  it('numbers the infoTypes as RFC 9810 does', () => {
    const numbers = Object.entries(INFO_TYPES).map(([name, { oid }]) => [name, Number(oid.split('.').at(-1))]);
    expect(Object.fromEntries(numbers)).toEqual({
      caProtEncCert: 1,
      signKeyPairTypes: 2,
      encKeyPairTypes: 3,
      preferredSymmAlg: 4,
      caKeyUpdateInfo: 5,
      currentCRL: 6,
      unsupportedOIDs: 7,
      keyPairParamReq: 10,
      keyPairParamRep: 11,
      revPassphrase: 12,
      implicitConfirm: 13,
      confirmWaitTime: 14,
      origPKIMessage: 15,
      suppLangTags: 16,
      caCerts: 17,
      rootCaKeyUpdate: 18,
      certReqTemplate: 19,
      rootCaCert: 20,
      certProfile: 21,
      crlStatusList: 22,
      crls: 23,
      KemCiphertextInfo: 24,
    });
  });
});

describe('PKI_FAILURE_INFO', () => {
  it('names the bits 0 to 26, each once', () => {
    expect(Object.values(PKI_FAILURE_INFO)).toEqual(Array.from({ length: 27 }, (_, bit) => bit));
  });
});
