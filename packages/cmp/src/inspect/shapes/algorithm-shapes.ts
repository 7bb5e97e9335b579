import { decode, DerError } from '@crypto-cmp/der';
import { AlgorithmIdentifier, describeSignatureAlgorithm } from '@crypto-cmp/x509';

import { ID_DH_BASED_MAC } from '../../messages/dhbm-parameter.ts';
import { ID_KEM_BASED_MAC } from '../../messages/kem-bm-parameter.ts';
import { ID_PBKDF2 } from '../../messages/pbkdf2-params.ts';
import { ID_PBMAC1 } from '../../messages/pbmac1-params.ts';
import { ID_PASSWORD_BASED_MAC } from '../../messages/pbm-parameter.ts';
import { childrenOf, childTagged, derOf, type Element, heldBy, leadingOid, oidOf } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { anything, choiceOf, fields, optional, required, type Shape } from '../shape.ts';
import { integer, objectIdentifier, octetString, showNumber } from './primitive-shapes.ts';

export const algorithmIdentifier: Shape = fields(
  'AlgorithmIdentifier',
  [required('algorithm', objectIdentifier), optional('parameters', parametersOf)],
  { summarize: describeAlgorithm, nameOf: (element) => nameOrOid(leadingOid(element)) },
);

/** `passwordBasedMac · SHA-256 × 500 · HMAC-SHA-1`, `ECDSA with SHA-256`, `ecPublicKey · P-256`. */
export function describeAlgorithm(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined;
  const oid = leadingOid(element);
  const parameters = childrenOf(element, 2)[1];
  const parts = parameters && oid !== undefined ? describers[oid]?.(parameters) : undefined;
  if (parts === undefined) return describeSignature(element) ?? nameOrOid(oid);
  return [nameOrOid(oid), ...parts].filter((part) => part !== undefined).join(' · ');
}

/** The MAC or signature algorithm that makes the octets of a protection. */
export function describeProtectionAlgorithm(element: Element): string | undefined {
  const [, parameters] = childrenOf(element, 2);
  if (parameters === undefined || !macs.has(leadingOid(element) ?? '')) return describeAlgorithm(element);
  return describeAlgorithm(childrenOf(parameters).at(-1)) ?? describeAlgorithm(element);
}

function describeSignature(element: Element): string | undefined {
  try {
    const algorithm = decode(AlgorithmIdentifier, derOf(element));
    const description = describeSignatureAlgorithm(algorithm);
    return description === algorithm.algorithm ? undefined : description;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function describePBM(parameters: Element): (string | undefined)[] {
  const [, owf, iterations, mac] = childrenOf(parameters);
  return [times(describeAlgorithm(owf), iterations), describeAlgorithm(mac)];
}

function describePBKDF2(parameters: Element): (string | undefined)[] {
  const [, iterations] = childrenOf(parameters);
  const prf = childTagged(parameters, 0x30);
  return [times(prf ? describeAlgorithm(prf) : 'HMAC-SHA-1', iterations)];
}

function times(function_: string | undefined, iterations: Element | undefined): string {
  return `${function_ ?? '?'} × ${(iterations && showNumber(iterations)) ?? '?'}`;
}

/** RSASSA-PSS and RSAES-OAEP, both of which begin with their hash. */
function describePSS(parameters: Element): (string | undefined)[] {
  const hash = childTagged(parameters, 0xa0);
  return [hash ? describeAlgorithm(heldBy(hash)) : 'SHA-1'];
}

const KEY_AGREEMENTS: readonly string[] = [
  '1.3.133.16.840.63.0.2',
  ...[0, 1, 2, 3].map((last) => `1.3.132.1.11.${last}`),
  ...[1, 2, 3].map((last) => `1.3.132.1.14.${last}`),
  ...[19, 20, 21].map((last) => `1.2.840.113549.1.9.16.3.${last}`),
];

const describers: Readonly<Record<string, (parameters: Element) => (string | undefined)[]>> = {
  [ID_PASSWORD_BASED_MAC]: describePBM,
  [ID_PBMAC1]: (parameters) => childrenOf(parameters, 2).map(describeAlgorithm),
  [ID_PBKDF2]: describePBKDF2,
  [ID_DH_BASED_MAC]: (parameters) => childrenOf(parameters, 2).map(describeAlgorithm),
  [ID_KEM_BASED_MAC]: (parameters) => [childrenOf(parameters)[0], childrenOf(parameters).at(-1)].map(describeAlgorithm),
  '1.2.840.113549.1.1.7': describePSS,
  '1.2.840.113549.1.1.10': describePSS,
  ...Object.fromEntries(KEY_AGREEMENTS.map((oid) => [oid, (wrap: Element) => [describeAlgorithm(wrap)]])),
  '1.2.840.10045.2.1': (parameters) => [nameOrOid(oidOf(parameters))],
};

/** Algorithms whose last parameter is the algorithm of the MAC. */
const macs: ReadonlySet<string> = new Set([ID_PASSWORD_BASED_MAC, ID_PBMAC1, ID_DH_BASED_MAC, ID_KEM_BASED_MAC]);

function parametersOf(oid: string | undefined): Shape {
  return (oid === undefined ? undefined : parameterShapes()[oid]) ?? anything;
}

// A function, since the shapes of parameters hold algorithm identifiers themselves.
function parameterShapes(): Readonly<Record<string, Shape>> {
  return {
    [ID_PASSWORD_BASED_MAC]: fields('PBMParameter', [
      required('salt', octetString),
      required('owf', algorithmIdentifier),
      required('iterationCount', integer),
      required('mac', algorithmIdentifier),
    ]),
    [ID_PBMAC1]: fields('PBMAC1-params', [
      required('keyDerivationFunc', algorithmIdentifier),
      required('messageAuthScheme', algorithmIdentifier),
    ]),
    [ID_PBKDF2]: fields('PBKDF2-params', [
      required(
        'salt',
        choiceOf('salt', [required('specified', octetString), required('otherSource', algorithmIdentifier)]),
      ),
      required('iterationCount', integer),
      optional('keyLength', integer),
      optional('prf', algorithmIdentifier),
    ]),
    [ID_DH_BASED_MAC]: fields('DHBMParameter', [
      required('owf', algorithmIdentifier),
      required('mac', algorithmIdentifier),
    ]),
    [ID_KEM_BASED_MAC]: fields('KemBMParameter', [
      required('kdf', algorithmIdentifier),
      optional('kemContext', octetString, { explicit: 0 }),
      required('len', integer),
      required('mac', algorithmIdentifier),
    ]),
    '1.2.840.113549.1.1.10': fields('RSASSA-PSS-params', [
      optional('hashAlgorithm', algorithmIdentifier, { explicit: 0 }),
      optional('maskGenAlgorithm', algorithmIdentifier, { explicit: 1 }),
      optional('saltLength', integer, { explicit: 2 }),
      optional('trailerField', integer, { explicit: 3 }),
    ]),
    '1.2.840.113549.1.1.7': fields('RSAES-OAEP-params', [
      optional('hashFunc', algorithmIdentifier, { explicit: 0 }),
      optional('maskGenFunc', algorithmIdentifier, { explicit: 1 }),
      optional('pSourceFunc', algorithmIdentifier, { explicit: 2 }),
    ]),
    // Each is parameterized by the wrap that the agreed key is for (RFC 5753, section 7.1.4).
    ...Object.fromEntries(KEY_AGREEMENTS.map((oid) => [oid, algorithmIdentifier])),
    // MGF1 is parameterized by the hash it uses (RFC 8017 appendix A.2.3).
    '1.2.840.113549.1.1.8': algorithmIdentifier,
  };
}
