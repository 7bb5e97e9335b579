import { decode, DerError } from '@crypto-cmp/der';
import type { AlgorithmIdentifier } from '@crypto-cmp/x509';

import type { AttributeTypeAndValue } from '../messages/crmf/attribute-type-and-value.ts';
import { CONTROL_TYPES } from '../messages/crmf/control-types.ts';

/** A kind of key that a CA certifies: one entry of keySpec (RFC 9810, section 5.3.19.16). */
export type KeySpecification =
  | { readonly type: 'rsaKeyLen'; readonly bits: number }
  | { readonly type: 'algId'; readonly algorithm: AlgorithmIdentifier }
  /** A control that we do not know. */
  | { readonly type: 'unknown'; readonly control: AttributeTypeAndValue };

/** Reads one entry; a text says what is wrong with it. */
export function readKeySpecification(control: AttributeTypeAndValue): KeySpecification | string {
  try {
    switch (control.type) {
      case CONTROL_TYPES.rsaKeyLen.oid: {
        const bits = decode(CONTROL_TYPES.rsaKeyLen.value, control.value);
        return bits > 0 ? { type: 'rsaKeyLen', bits } : `an RSA key of ${bits} bits`;
      }
      case CONTROL_TYPES.algId.oid: {
        const algorithm = decode(CONTROL_TYPES.algId.value, control.value);
        return algorithmProblem(algorithm) ?? { type: 'algId', algorithm };
      }
      default:
        return { type: 'unknown', control };
    }
  } catch (error) {
    if (error instanceof DerError) return `keySpec cannot be read: ${error.message}`;
    throw error;
  }
}

/** RFC 9483, section 4.3.3: RSA has a control of its own; a curve must be named; EdDSA has no parameters (RFC 8410). */
function algorithmProblem({ algorithm, parameters }: AlgorithmIdentifier): string | undefined {
  if (algorithm === RSA_ENCRYPTION) return 'RSA stands in algId, expected rsaKeyLen';
  if (algorithm === EC_PUBLIC_KEY && parameters?.[0] !== OBJECT_IDENTIFIER_TAG)
    return 'algId has EC without a named curve';
  if (EDWARDS.has(algorithm) && parameters !== undefined) return 'algId has EdDSA with parameters';
  return undefined;
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const EDWARDS: ReadonlySet<string> = new Set(['1.3.101.112', '1.3.101.113']);
const OBJECT_IDENTIFIER_TAG = 0x06;
