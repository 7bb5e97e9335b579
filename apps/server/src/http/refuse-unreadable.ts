import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { createProblem, PROBLEM_MEDIA_TYPE } from '@crypto-cmp/api';

/**
 * Answers what is no HTTP request at all, or one whose head is too long or too slow, and closes the connection. Logs
 * nothing: the error holds the octets that were sent, and a Secret may be among them.
 */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET') socket.write(answerTo(error.code));
  socket.destroy();
}

function answerTo(code: string | undefined): string {
  const detail = DETAILS.get(code ?? '') ?? 'What was sent is no request of HTTP.';
  const problem = createProblem('malformed-request', detail, { errors: [] });
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

const DETAILS: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', 'Address and headers of the request are longer than the console reads.'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'The request did not arrive in time.'],
]);
