import { type CertReqTemplateContent, CONTROL_TYPES } from '@crypto-cmp/cmp';
import { encode } from '@crypto-cmp/der';
import {
  createExtendedKeyUsage,
  createKeyUsage,
  createSubjectAltName,
  encodeName,
  type Extension,
} from '@crypto-cmp/x509';

import type { Profile } from '../issuing/profiles.ts';
import type { Exchange } from './answer.ts';
import { SIGNING_KEYS } from './key-algorithms.ts';
import { profileOf } from './profile-of.ts';

/**
 * What a request should hold: RFC 9483, section 4.3.3. An attribute without a value is for the requester to fill in. Which keys
 * are welcome stands in keySpec, RSA by its lengths.
 */
export function describeTemplate(exchange: Exchange): CertReqTemplateContent {
  const profile = profileOf(exchange);
  const { algId, rsaKeyLen } = CONTROL_TYPES;
  return {
    certTemplate: {
      subject: encodeName({ rdns: [[{ type: COMMON_NAME, value: '' }]] }),
      extensions: [createKeyUsage(['digitalSignature']), ...(profile === undefined ? [] : extensionsOf(profile))],
    },
    keySpec: [
      ...SIGNING_KEYS.filter(({ algorithm }) => algorithm !== RSA_ENCRYPTION).map((key) => ({
        type: algId.oid,
        value: encode(algId.value, key),
      })),
      ...RSA_LENGTHS.map((bits) => ({ type: rsaKeyLen.oid, value: encode(rsaKeyLen.value, bits) })),
    ],
  };
}

function extensionsOf({ purposes, needsSubjectAltName }: Profile): Extension[] {
  return [
    createExtendedKeyUsage([...purposes]),
    ...(needsSubjectAltName ? [createSubjectAltName([{ type: 'dNSName', value: '' }])] : []),
  ];
}

const COMMON_NAME = '2.5.4.3';
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSA_LENGTHS: readonly number[] = [2048, 3072, 4096];
