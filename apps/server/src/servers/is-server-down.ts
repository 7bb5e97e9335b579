import type { TransferError, TransferErrorCode } from '@crypto-cmp/cmp';

/** Whether an exchange that brought no answer says that nobody gets one from this server now. */
export function isServerDown({ code, httpStatus }: Pick<TransferError, 'code' | 'httpStatus'>): boolean {
  // 4xx is about the path or the asker; 429 and 5xx are about the server.
  if (code === 'http-status') return httpStatus === undefined || httpStatus >= 500 || httpStatus === 429;
  return IS_DOWN[code];
}

const IS_DOWN: Record<Exclude<TransferErrorCode, 'http-status'>, boolean> = {
  'host-not-found': true,
  'connection-refused': true,
  'host-unreachable': true,
  'connection-timed-out': true,
  'connection-reset': true,
  'tls-failed': true,
  // The trust anchors are a policy's own.
  'tls-not-trusted': false,
  'answer-timed-out': true,
  'answer-truncated': true,
  'answer-too-large': false,
  'answer-empty': true,
  'http-redirect': false,
  'wrong-content-type': false,
  'answer-not-http': true,
  'transfer-failed': true,
  'transfer-canceled': false,
};
