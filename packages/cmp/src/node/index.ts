export { createDecryptionKey } from './create-decryption-key.ts';
export {
  type HttpAnswer,
  type HttpConnection,
  type HttpEndpoint,
  type HttpMessage,
  openHttpConnection,
  type RedirectPolicy,
  type TlsClientCertificate,
  type TlsSettings,
} from './http-connection.ts';
export { type RunOptions, runTransaction, type TransactionOutcome } from './run-transaction.ts';
export { sendOverHttp } from './send-over-http.ts';
