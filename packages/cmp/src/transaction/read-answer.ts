import { decode, DerError } from '@crypto-cmp/der';
import { parseCertificate, parseCertificateList, X509Error } from '@crypto-cmp/x509';

import type { CertReqTemplateContent } from '../messages/cert-req-template-content.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import { INFO_TYPES, type InfoType } from '../messages/info-types.ts';
import type { RootCaKeyUpdateContent } from '../messages/root-ca-key-update-content.ts';
import type { Answer } from './answer.ts';
import { type KeySpecification, readKeySpecification } from './key-specification.ts';
import type { Question } from './transaction-request.ts';

/** An answer that can be read. A root's update may still lack what proves it. */
export type ReadAnswer =
  | Exclude<Answer, { type: 'rootCaCert' }>
  | { readonly type: 'rootCaCert'; readonly update?: RootCaKeyUpdateContent };

/** The answer to a question, out of the values of a genp; a text says why they are none. */
export function readAnswer(type: Question['type'], values: readonly InfoTypeAndValue[]): ReadAnswer | string {
  if (type === 'other' || type === 'none') return { type, values };
  const infoValue = values[0]?.infoValue;
  try {
    switch (type) {
      case 'caCerts': {
        const certificates = read(INFO_TYPES.caCerts, infoValue) ?? [];
        for (const certificate of certificates) parseCertificate(certificate);
        return { type, certificates };
      }
      case 'rootCaCert': {
        const update = read(INFO_TYPES.rootCaKeyUpdate, infoValue);
        return { type, ...(update !== undefined && { update }) };
      }
      case 'certReqTemplate':
        return readTemplate(read(INFO_TYPES.certReqTemplate, infoValue));
      case 'crlStatusList': {
        const [crl, another] = read(INFO_TYPES.crls, infoValue) ?? [];
        // RFC 9483, section 4.3.4: one was asked for.
        if (another !== undefined) return 'more than one CRL';
        if (crl !== undefined) parseCertificateList(crl);
        return { type, ...(crl !== undefined && { crl }) };
      }
      case 'currentCRL': {
        const crl = read(INFO_TYPES.currentCRL, infoValue);
        if (crl !== undefined) parseCertificateList(crl);
        return { type, ...(crl !== undefined && { crl }) };
      }
    }
  } catch (error) {
    if (error instanceof DerError || error instanceof X509Error) return error.message;
    throw error;
  }
}

function readTemplate(content: CertReqTemplateContent | undefined): ReadAnswer | string {
  if (content === undefined) return { type: 'certReqTemplate', keys: [] };
  const { certTemplate: template, keySpec = [] } = content;
  // RFC 9483, section 4.3.3: these are not for the CA to prescribe.
  const excess = EXCLUDED_FIELDS.find((field) => template[field] !== undefined);
  if (excess !== undefined) return `the template has ${excess}`;
  const keys: KeySpecification[] = [];
  for (const control of keySpec) {
    const key = readKeySpecification(control);
    if (typeof key === 'string') return key;
    keys.push(key);
  }
  return { type: 'certReqTemplate', template, keys };
}

function read<T>({ value }: InfoType<T>, infoValue: Uint8Array | undefined): T | undefined {
  return infoValue === undefined ? undefined : decode(value, infoValue);
}

const EXCLUDED_FIELDS = ['publicKey', 'serialNumber', 'signingAlg', 'issuerUID', 'subjectUID'] as const;
