import { type IncomingMessage, STATUS_CODES } from 'node:http';

import { isPKIMessageContentType, TransferError, type TransferErrorCode } from '../index.ts';
import type { HttpAnswer } from './http-connection.ts';
import type { Progress } from './send-once.ts';

/** The server says that somebody else has the answer. */
export class RedirectError extends TransferError {
  /** As it stands in the header: untrusted text. */
  readonly location: string | undefined;
  readonly host: string;

  constructor(host: string, message: string, httpStatus: number, location: string | undefined) {
    super('http-redirect', message, { mayHaveArrived: true, httpStatus });
    this.host = host;
    this.location = location;
  }
}

/**
 * Takes a CMP message out of an HTTP answer: of any 2xx, 4xx or 5xx (RFC 9811, section 3.1). Anything else is reported as
 * what it is, such as the error page of a proxy.
 */
export async function readAnswer(
  response: IncomingMessage,
  maxBytes: number,
  { host }: Progress,
): Promise<Omit<HttpAnswer, 'durationMs'>> {
  const { statusCode: httpStatus = 0, headers } = response;
  const contentType = headers['content-type'] ?? '';
  const problem = (code: TransferErrorCode, text: string): TransferError => {
    response.destroy();
    const retryAfterSeconds = readRetryAfter(headers);
    const wish = retryAfterSeconds === undefined ? '' : `, ask again after ${retryAfterSeconds} s`;
    return new TransferError(code, `${host} ${text}${wish}`, { mayHaveArrived: true, httpStatus, retryAfterSeconds });
  };
  if (httpStatus < 200) throw problem('http-status', `answered ${describeStatus(httpStatus)}`);
  if (httpStatus >= 300 && httpStatus < 400) {
    response.destroy();
    const text = `${host} answered ${describeStatus(httpStatus)}, which is not followed`;
    throw new RedirectError(host, text, httpStatus, headers.location);
  }
  if (!isPKIMessageContentType(contentType)) {
    if (httpStatus >= 300) throw problem('http-status', `answered ${describeStatus(httpStatus)}`);
    if (httpStatus === 204 || headers['content-length'] === '0') throw problem('answer-empty', 'sent an empty answer');
    throw problem('wrong-content-type', `answered with ${describeContentType(contentType)}, expected a CMP message`);
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) {
    throw problem('answer-too-large', `announced ${headers['content-length'] ?? ''} octets, ${maxBytes} allowed`);
  }
  const bytes = await collect(response, maxBytes, problem);
  if (bytes.length === 0) throw problem('answer-empty', 'sent an empty answer');
  return { bytes, contentType, httpStatus };
}

async function collect(
  response: IncomingMessage,
  maxBytes: number,
  problem: (code: TransferErrorCode, text: string) => TransferError,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response) {
    // as: without an encoding set, the stream gives Buffers
    const octets = chunk as Buffer;
    length += octets.length;
    if (length > maxBytes) throw problem('answer-too-large', `sent more than the ${maxBytes} octets allowed`);
    chunks.push(octets);
  }
  if (!response.complete) throw problem('answer-truncated', `closed the connection after ${length} octets`);
  return new Uint8Array(Buffer.concat(chunks));
}

function describeStatus(status: number): string {
  return `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
}

function describeContentType(contentType: string): string {
  const [mediaType = ''] = contentType.split(';', 1);
  if (mediaType.trim().toLowerCase() === 'text/html') return 'a web page (text/html)';
  const shown = mediaType.replaceAll(/[^\w!#$&^.+/-]/g, '').slice(0, 100);
  return shown === '' ? 'no content type' : shown;
}

/** RFC 9110, section 10.2.3: seconds, or a date, which is read against the server's own clock. */
function readRetryAfter({ 'retry-after': wish, date }: IncomingMessage['headers']): number | undefined {
  if (wish === undefined) return undefined;
  if (/^\d{1,9}$/.test(wish.trim())) return Number(wish);
  const seconds = (Date.parse(wish) - (date === undefined ? Date.now() : Date.parse(date))) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
