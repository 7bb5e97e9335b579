import type { PKIBodyType } from '../messages/pki-body.ts';
import type { CheckNameOf } from './check-name.ts';
import type { CheckResult } from './check-result.ts';
import type { FieldComparison } from './field-comparison.ts';
import type { TransactionEffect } from './transaction-effect.ts';
import type { EnrollmentOperation, Operation } from './transaction-request.ts';
import type { TransactionState } from './transaction-state.ts';

/** What starting or advancing a transaction gives. Store it before acting on the effect. */
export interface Step<O extends Operation = EnrollmentOperation> {
  readonly state: TransactionState<O>;
  readonly effect: TransactionEffect<O>;
  /** After `received`: all checks of the operation's responses, in the order of CHECK_NAMES and its like. */
  readonly checks?: readonly CheckResult<CheckNameOf<O>>[];
  /** After `received`, when the bytes could be decoded: what they say, for display. */
  readonly received?: ReceivedMessage;
}

/** A message of the CA in short. What it says is proven only if the checks say so. */
export interface ReceivedMessage {
  readonly bodyType: PKIBodyType;
  /** The sender in RFC 4514 text; empty for the NULL-DN. */
  readonly sender: string;
  readonly messageTime?: string;
  /** Such as `HMAC-SHA-256, 10000 iterations of SHA-256` or `ECDSA with SHA-256`; absent when not protected. */
  readonly protection?: string;
  readonly status?: string;
  readonly failInfo?: readonly string[];
  readonly statusString?: readonly string[];
  readonly implicitConfirm: boolean;
  readonly confirmWaitTime?: string;
  /** The certificate in it, DER, before anything is known about it. */
  readonly certificate?: Uint8Array;
  /** Requested and issued, field by field, when there is a certificate that can be read. */
  readonly comparison?: readonly FieldComparison[];
}
