import type { TransferErrorCode } from '../transfer/transfer-error.ts';

/** What can happen to a running transaction. */
export type TransactionEvent =
  /** An answer to the message that was sent last. */
  | { readonly type: 'received'; readonly bytes: Uint8Array; readonly contentType?: string }
  /** The time of a `wait` effect has come. */
  | { readonly type: 'elapsed' }
  /** No answer came, and nobody will ask again. To try another server send the same bytes, without any event. */
  | { readonly type: 'transport-failed'; readonly failure: TransportFailure }
  /** Somebody does not want it any more. */
  | { readonly type: 'cancel' };

/** A `TransferError` fits. */
export interface TransportFailure {
  readonly code: TransferErrorCode;
  readonly message: string;
  /** Whether any server may have got the message; true by default. */
  readonly mayHaveArrived?: boolean;
}
