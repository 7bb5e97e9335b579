import { decode, encode, toHex } from '@crypto-cmp/der';
import { formatName } from '@crypto-cmp/x509';
import { describe, expect, it } from 'vitest';

import { capture, captures } from '../../testdata/captures.ts';
import { CONTROL_TYPES } from './crmf/control-types.ts';
import { INFO_TYPES } from './info-types.ts';
import { ID_PASSWORD_BASED_MAC, PBMParameter } from './pbm-parameter.ts';
import { PKIBody } from './pki-body.ts';
import { PKI_FAILURE_INFO } from './pki-failure-info.ts';
import { PKIHeader } from './pki-header.ts';
import { PKIMessage } from './pki-message.ts';
import { PKI_STATUS } from './pki-status.ts';

describe('every captured message of openssl cmp', () => {
  it.each(captures)('$name is given back byte for byte', ({ bytes }) => {
    const message = decode(PKIMessage, bytes);
    expect(toHex(encode(PKIMessage, message))).toBe(toHex(bytes));
    // Header and body keep their octets, so the above says nothing about them: encode them from their values too.
    expect(toHex(encode(PKIHeader, message.header.value))).toBe(toHex(message.header.der));
    expect(toHex(encode(PKIBody, message.body.value))).toBe(toHex(message.body.der));
  });

  it('is there for each body type that openssl cmp can make', () => {
    const types = new Set(captures.map(({ bytes }) => decode(PKIMessage, bytes).body.value.type));
    expect([...types].toSorted()).toEqual(
      'certConf cp cr error genm genp ip ir kup kur p10cr pkiconf pollRep pollReq rp rr'.split(' '),
    );
  });
});

describe('what the captured messages say', () => {
  it('reads the header of an ir under a MAC', () => {
    const header = decode(PKIMessage, capture('rsa-pbm-ir-req-1')).header.value;
    expect(header.pvno).toBe(2);
    expect(header.recipient.type === 'directoryName' && formatName(header.recipient.value)).toBe(
      'CN=Example_CA,O=Example,C=GB',
    );
    expect(header.messageTime).toBeInstanceOf(Date);
    expect(header.senderKID).toEqual(new TextEncoder().encode('4711'));
    expect(header.transactionID).toHaveLength(16);
    expect(header.senderNonce).toHaveLength(16);
    expect(header).not.toHaveProperty('recipNonce');
    expect(header.protectionAlg?.algorithm).toBe(ID_PASSWORD_BASED_MAC);
    const pbm = decode(PBMParameter, header.protectionAlg?.parameters ?? new Uint8Array());
    expect(pbm.iterationCount).toBe(500);
    expect(pbm.salt).toHaveLength(16);
    expect(pbm.owf.algorithm).toBe('2.16.840.1.101.3.4.2.1');
  });

  it('reads a certTemplate with issuer, validity and extensions', () => {
    const template = templateOf('many-wishes-req-1');
    expect(template.issuer && formatName(template.issuer)).toBe('CN=Issuer,O=Example');
    expect(template.subject && formatName(template.subject)).toBe('CN=ap-7,O=Example,C=GB');
    const { notBefore, notAfter } = template.validity ?? {};
    const days = ((notAfter?.value.getTime() ?? 0) - (notBefore?.value.getTime() ?? 0)) / 86_400_000;
    expect(days).toBe(90);
    expect(template.publicKey?.algorithm.algorithm).toBe('1.2.840.10045.2.1');
    expect(template.extensions?.map(({ extnID, critical }) => [extnID, critical])).toEqual([
      ['2.5.29.15', true],
      ['2.5.29.37', false],
      ['2.5.29.17', true],
      ['2.5.29.32', false],
    ]);
  });

  it('reads the oldCertID of a kur', () => {
    const body = decode(PKIMessage, capture('ec-sig-kur-req-1')).body.value;
    const control = body.type === 'kur' ? body.value[0]?.certReq.value.controls?.[0] : undefined;
    expect(control?.type).toBe(CONTROL_TYPES.oldCertID.oid);
    const certId = decode(CONTROL_TYPES.oldCertID.value, control?.value ?? new Uint8Array());
    expect(certId.issuer.type === 'directoryName' && formatName(certId.issuer.value)).toBe(
      'CN=Example Root CA,O=Example,C=GB',
    );
    expect(certId.serialNumber.length).toBeGreaterThan(7);
  });

  it.each([
    ['rsa-pbm-ir-req-1', 'signature'],
    ['popo-ra-verified-req-1', 'raVerified'],
    ['popo-key-encipherment-req-1', 'keyEncipherment'],
    ['popo-none-req-1', undefined],
  ])('reads the proof of possession of %s as %s', (name, type) => {
    const body = decode(PKIMessage, capture(name)).body.value;
    expect(body.type === 'ir' && body.value[0]?.popo?.type).toBe(type);
  });

  it('reads an issued certificate, caPubs and extraCerts', () => {
    const message = decode(PKIMessage, capture('ec-pbm-ir-rsp-1'));
    const body = message.body.value;
    if (body.type !== 'ip') throw new TypeError(`expected ip, got ${body.type}`);
    const [response] = body.value.response;
    expect(response?.certReqId).toBe(0);
    expect(response?.status).toEqual({ status: PKI_STATUS.accepted });
    expect(response?.certifiedKeyPair?.certOrEncCert.type).toBe('certificate');
    expect(body.value.caPubs).toHaveLength(1);
    expect(message.extraCerts?.length).toBeGreaterThan(0);
  });

  it('reads a rejection with its text and two failInfo bits', () => {
    const body = decode(PKIMessage, capture('ec-pbm-rejection-rsp-1')).body.value;
    expect(body.type === 'cp' && body.value.response[0]?.status).toEqual({
      status: PKI_STATUS.rejection,
      statusString: ['subject unknown'],
      failInfo: [PKI_FAILURE_INFO.badDataFormat, PKI_FAILURE_INFO.badCertTemplate],
    });
  });

  it('reads an error with the code and the details of its sender', () => {
    const body = decode(PKIMessage, capture('rsa-sig-error-rsp-1')).body.value;
    if (body.type !== 'error') throw new TypeError(`expected error, got ${body.type}`);
    expect(body.value.pKIStatusInfo).toEqual({
      status: PKI_STATUS.rejection,
      statusString: ['error processing message'],
      failInfo: [PKI_FAILURE_INFO.badRequest],
    });
    expect(body.value.errorCode).toBeTypeOf('bigint');
    expect(body.value.errorDetails?.join()).toContain('CMP');
  });

  it('reads what a poll says', () => {
    const request = decode(PKIMessage, capture('rsa-pbm-waiting-req-2')).body.value;
    expect(request).toEqual({ type: 'pollReq', value: [{ certReqId: 0 }] });
    const response = decode(PKIMessage, capture('rsa-pbm-waiting-rsp-2')).body.value;
    expect(response).toEqual({ type: 'pollRep', value: [{ certReqId: 0, checkAfter: 1 }] });
  });

  it('reads an accepting and a rejecting certConf', () => {
    const accepting = decode(PKIMessage, capture('ec-pbm-ir-req-2')).body.value;
    expect(accepting.type === 'certConf' && accepting.value[0]?.certHash).toHaveLength(32);
    expect(accepting.type === 'certConf' && accepting.value[0]?.statusInfo).toEqual({ status: PKI_STATUS.accepted });
    const rejecting = decode(PKIMessage, capture('unwanted-certificate-req-2')).body.value;
    expect(rejecting.type === 'certConf' && rejecting.value[0]?.statusInfo?.status).toBe(PKI_STATUS.rejection);
  });

  it('reads that implicitConfirm was asked for and granted', () => {
    for (const name of ['implicit-confirm-req-1', 'implicit-confirm-rsp-1']) {
      const [info] = decode(PKIMessage, capture(name)).header.value.generalInfo ?? [];
      expect(info?.infoType).toBe(INFO_TYPES.implicitConfirm.oid);
      expect(decode(INFO_TYPES.implicitConfirm.value, info?.infoValue ?? new Uint8Array())).toBe(null);
    }
  });

  it('reads a revocation request with its reason, and the answer', () => {
    const request = decode(PKIMessage, capture('rsa-sig-rr-req-1')).body.value;
    expect(request.type === 'rr' && request.value[0]?.crlEntryDetails?.[0]?.extnID).toBe('2.5.29.21');
    const response = decode(PKIMessage, capture('rsa-sig-rr-rsp-1')).body.value;
    expect(response.type === 'rp' && response.value.status).toEqual([{ status: PKI_STATUS.accepted }]);
  });
});

function templateOf(name: string) {
  const body = decode(PKIMessage, capture(name)).body.value;
  if (body.type !== 'ir' || body.value[0] === undefined) throw new TypeError(`expected ir, got ${body.type}`);
  return body.value[0].certReq.value.certTemplate;
}
