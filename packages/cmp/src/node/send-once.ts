import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { TLSSocket } from 'node:tls';

import { PKI_MESSAGE_CONTENT_TYPE, TransferError } from '../index.ts';
import type { HttpAnswer, HttpMessage } from './http-connection.ts';
import { readAnswer } from './read-answer.ts';
import { toTransferError } from './to-transfer-error.ts';

/** One POST and its answer. A redirect is an error: see follow-redirects.ts. */
export async function sendOnce(url: URL, agent: Agent, message: HttpMessage): Promise<HttpAnswer> {
  const { body, timeoutMs = 30_000, connectTimeoutMs = 10_000, maxResponseBytes = 1024 * 1024, signal } = message;
  const started = performance.now();
  const progress: Progress = { host: url.host, tls: url.protocol === 'https:', phase: 'connecting', reused: false };
  if (signal?.aborted === true) throw canceled(progress);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, {
    method: 'POST',
    agent,
    headers: {
      'content-type': PKI_MESSAGE_CONTENT_TYPE,
      accept: PKI_MESSAGE_CONTENT_TYPE,
      'content-length': body.length,
    },
  });
  const stop = watch(request, progress, { timeoutMs, connectTimeoutMs, signal });
  try {
    const response = await responseTo(request, body);
    progress.phase = 'answering';
    const answer = await readAnswer(response, maxResponseBytes, progress);
    return { ...answer, durationMs: performance.now() - started };
  } catch (error) {
    request.destroy();
    throw progress.stopped ?? toTransferError(error, progress);
  } finally {
    stop();
  }
}

/** How far a request has come: what an error means depends on it. */
export interface Progress {
  readonly host: string;
  readonly tls: boolean;
  phase: 'connecting' | 'securing' | 'sending' | 'answering';
  /** Over a connection that has served an earlier message. */
  reused: boolean;
  /** Why we ended it ourselves: Node reports that as a connection lost. */
  stopped?: TransferError;
}

async function responseTo(request: ClientRequest, body: Uint8Array): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
}

interface Limits {
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Notes the progress, and ends the request by time or signal. The result takes all of it away again. */
function watch(
  request: ClientRequest,
  progress: Progress,
  { timeoutMs, connectTimeoutMs, signal }: Limits,
): () => void {
  const stop = (reason: TransferError): void => {
    progress.stopped ??= reason;
    request.destroy(reason);
  };
  const connectMs = Math.min(connectTimeoutMs, timeoutMs);
  const connecting = setTimeout(() => stop(connectTimedOut(progress, connectMs)), connectMs);
  const whole = setTimeout(() => stop(answerTimedOut(progress, timeoutMs)), timeoutMs);
  const onAbort = (): void => stop(canceled(progress));
  const onReady = (): void => {
    clearTimeout(connecting);
    progress.phase = 'sending';
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  request.once('socket', (socket) => {
    progress.reused = request.reusedSocket;
    // A proxy's tunnel is handed over with TLS set up already.
    const isSecured = socket instanceof TLSSocket && socket.authorized;
    if (!socket.connecting && (progress.reused || isSecured)) return onReady();
    if (!(socket instanceof TLSSocket)) return void socket.once('connect', onReady);
    socket.once('connect', () => (progress.phase = 'securing'));
    socket.once('secureConnect', onReady);
  });
  return () => {
    clearTimeout(connecting);
    clearTimeout(whole);
    signal?.removeEventListener('abort', onAbort);
  };
}

function connectTimedOut({ host, phase }: Progress, ms: number): TransferError {
  const what = phase === 'securing' ? 'TLS handshake' : 'connection';
  return new TransferError('connection-timed-out', `no ${what} with ${host} within ${seconds(ms)}`, {
    mayHaveArrived: false,
  });
}

function answerTimedOut({ host, phase }: Progress, ms: number): TransferError {
  const what = phase === 'answering' ? 'no complete answer' : 'no answer';
  return new TransferError('answer-timed-out', `${what} from ${host} within ${seconds(ms)}`, { mayHaveArrived: true });
}

function canceled({ host, phase }: Progress): TransferError {
  const mayHaveArrived = phase === 'sending' || phase === 'answering';
  return new TransferError('transfer-canceled', `the request to ${host} was canceled`, { mayHaveArrived });
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
