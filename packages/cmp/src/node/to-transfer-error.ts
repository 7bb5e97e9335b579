import { TransferError, type TransferErrorCode } from '../index.ts';
import type { Progress } from './send-once.ts';

/**
 * The server closed an idle connection at the very moment when it was used again. It was not an answer to this message,
 * and the message may be sent once more over a new connection.
 */
export class StaleConnectionError extends TransferError {}

/** What an error of Node's means to somebody who waits for a certificate. */
export function toTransferError(error: unknown, progress: Progress): TransferError {
  if (error instanceof TransferError) return error;
  const code = codeOf(error);
  const { host, phase, reused } = progress;
  const mayHaveArrived = phase === 'sending' || phase === 'answering';
  const wrap = (name: TransferErrorCode, text: string): TransferError =>
    new TransferError(name, text, { mayHaveArrived, cause: error });
  if (isUntrusted(code))
    return wrap('tls-not-trusted', `the TLS certificate of ${host} is not trusted: ${reasonOf(error)}`);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return wrap('host-not-found', `the host name ${host.replace(/:\d+$/, '')} was not found`);
    case 'ECONNREFUSED':
      return wrap('connection-refused', `${host} refused the connection`);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return wrap('host-unreachable', `no way leads to ${host}`);
    case 'ERR_PROXY_TUNNEL':
      return wrap('host-unreachable', `the proxy opened no way to ${host}`);
    case 'ETIMEDOUT':
      return wrap('connection-timed-out', `no connection with ${host}: it did not answer`);
    case 'ECONNRESET':
    case 'EPIPE':
      if (phase === 'securing') return wrap('tls-failed', `${host} ended the TLS handshake`);
      if (phase === 'answering') return wrap('answer-truncated', `${host} closed the connection within its answer`);
      if (!reused) return wrap('connection-reset', `${host} closed the connection`);
      return new StaleConnectionError('connection-reset', `${host} closed the connection`, {
        mayHaveArrived,
        cause: error,
      });
    default:
      if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return wrap('tls-failed', `no TLS with ${host}: ${code}`);
      if (code.startsWith('HPE_')) return wrap('answer-not-http', `${host} did not answer in HTTP`);
      return wrap('transfer-failed', `the exchange with ${host} failed: ${code === '' ? 'unknown reason' : code}`);
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** OpenSSL's verification errors, and Node's for the name. */
function isUntrusted(code: string): boolean {
  return (
    code === 'ERR_TLS_CERT_ALTNAME_INVALID' ||
    code === 'HOSTNAME_MISMATCH' ||
    code.startsWith('CERT_') ||
    code.startsWith('UNABLE_TO_') ||
    code.includes('SELF_SIGNED_CERT') ||
    code === 'INVALID_CA' ||
    code === 'INVALID_PURPOSE'
  );
}

function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return 'it bears another name';
    case 'CERT_HAS_EXPIRED':
      return 'it has expired';
    case 'CERT_NOT_YET_VALID':
      return 'it is not valid yet';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'it is self-signed and not among the trust anchors';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'it chains to none of the trust anchors';
    default:
      return codeOf(error);
  }
}
