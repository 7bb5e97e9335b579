import type { Failure } from './failure.ts';
import type { FieldComparison } from './field-comparison.ts';

/** What a transaction wants next. `succeeded` and `failed` are its end. */
export type TransactionEffect =
  /** Send these bytes, and come back with the answer. The same bytes again after a crash. */
  | { readonly type: 'send'; readonly bodyType: SentBodyType; readonly bytes: Uint8Array }
  /** Come back with `elapsed` at this time (RFC 3339, UTC), not before. */
  | { readonly type: 'wait'; readonly until: string; readonly reason: readonly string[] }
  | ({ readonly type: 'succeeded' } & EnrolledCertificate)
  | {
      readonly type: 'failed';
      readonly failure: Failure;
      /**
       * An error message that tells the CA: send it at most once, to the same server; whatever comes back, also nothing,
       * changes nothing.
       */
      readonly farewell?: { readonly bodyType: 'error'; readonly bytes: Uint8Array };
    };

export type SentBodyType = 'ir' | 'cr' | 'kur' | 'p10cr' | 'certConf' | 'pollReq' | 'error';

/** A certificate that both sides have agreed on. Certificates are DER. */
export interface EnrolledCertificate {
  readonly certificate: Uint8Array;
  /** Intermediate certificates from the issuer upwards, without the trust anchor. */
  readonly chain: readonly Uint8Array[];
  /** Where the path ended: a configured trust anchor or, by {@link anchorSource}, one of caPubs. */
  readonly trustAnchor: Uint8Array;
  readonly anchorSource: 'configured' | 'caPubs';
  /** Further CA certificates the CA sent under a MAC, which may be trusted as roots (RFC 9810, section 5.3.2). */
  readonly caPubs: readonly Uint8Array[];
  readonly grantedWithMods: boolean;
  readonly comparison: readonly FieldComparison[];
  readonly confirmedBy: Confirmation;
}

/** `certConfirmed`: the CA said so in an error message, to a certConf that was sent again after a crash. */
export type Confirmation = 'pkiconf' | 'implicitConfirm' | 'certConfirmed';
