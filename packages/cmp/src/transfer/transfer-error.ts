import { CmpError } from '../cmp-error.ts';

/** Why a message, or its answer, did not arrive. Each of them is a reason to ask the next server. */
export type TransferErrorCode =
  | 'host-not-found' // the name does not resolve
  | 'connection-refused'
  | 'host-unreachable'
  | 'connection-timed-out' // no connection within the limit
  | 'connection-reset' // closed by the peer before an answer was complete
  | 'tls-failed' // no common version or cipher, or not TLS at all
  | 'tls-not-trusted' // the server's certificate does not chain to an anchor, is expired, or bears another name
  | 'answer-timed-out' // connected and sent, no complete answer within the limit
  | 'answer-truncated' // fewer octets than Content-Length, or an unfinished chunk
  | 'answer-too-large'
  | 'answer-empty'
  | 'answer-not-http' // something listens there that speaks another protocol, such as TLS
  | 'http-status' // a status other than 2xx, and no CMP message with it
  | 'http-redirect' // a 3xx, never followed
  | 'wrong-content-type' // such as the HTML page of a proxy
  | 'transfer-failed' // none of the above; see cause
  | 'transfer-canceled'; // by the caller's signal

/** A transfer that brought no CMP message. It says nothing about the transaction's state at the CA. */
export class TransferError extends CmpError {
  override readonly name: string = 'TransferError';
  override readonly code: TransferErrorCode;
  /** Whether the request may have reached the server, so that it may have acted on it. */
  readonly mayHaveArrived: boolean;
  /** The HTTP status, when one was read. */
  readonly httpStatus: number | undefined;
  /** Seconds of a Retry-After header, when there was one. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: TransferErrorCode, message: string, options: TransferErrorOptions) {
    super(code, message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.mayHaveArrived = options.mayHaveArrived;
    this.httpStatus = options.httpStatus;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export interface TransferErrorOptions {
  readonly mayHaveArrived: boolean;
  readonly httpStatus?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}
