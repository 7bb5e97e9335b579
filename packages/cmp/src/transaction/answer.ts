import type { CertTemplate } from '../messages/crmf/cert-template.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import type { KeySpecification } from './key-specification.ts';

/** What the CA answered to a genm, by the type of the question. Certificates and CRLs are DER. */
export type Answer =
  /** Intermediate CA certificates: they help to build paths, and are never trusted by having come (RFC 9483, 4.3.1). */
  | { readonly type: 'caCerts'; readonly certificates: readonly Uint8Array[] }
  /** Without an update the root in question is still the newest one. */
  | { readonly type: 'rootCaCert'; readonly update?: RootUpdate }
  /** Without a template the CA has no requirements. */
  | { readonly type: 'certReqTemplate'; readonly template?: CertTemplate; readonly keys: readonly KeySpecification[] }
  /** Without a CRL there is none newer than ours. */
  | { readonly type: 'crlStatusList'; readonly crl?: Uint8Array }
  | { readonly type: 'currentCRL'; readonly crl?: Uint8Array }
  /** What came unasked. */
  | { readonly type: 'none'; readonly values: readonly InfoTypeAndValue[] }
  /** As they came: nothing but the sender is proven. */
  | { readonly type: 'other'; readonly values: readonly InfoTypeAndValue[] };

/** A new root, proven by the old one: RFC 9810, section 4.4. */
export interface RootUpdate {
  /** The new root: may become a trust anchor. */
  readonly newWithNew: Uint8Array;
  /** The new key under the old root, for those who have only the latter. */
  readonly newWithOld: Uint8Array;
  /** The old key under the new root, for those who have only the latter; absent when the CA sent none. */
  readonly oldWithNew?: Uint8Array;
}
