import { TransferError } from '../index.ts';
import type { HttpAnswer, HttpMessage, RedirectPolicy } from './http-connection.ts';
import { RedirectError } from './read-answer.ts';

/**
 * Sends a message where the server says, as far as the policy goes (RFC 9811, section 3.1). Each message begins at the
 * administrator's own URL: a redirect is never remembered, also a permanent one, since one moment in the hands of somebody
 * else would lead all later messages astray (section 5).
 *
 * @throws TransferError
 */
export async function followRedirects(
  start: URL,
  message: HttpMessage,
  policy: RedirectPolicy,
  send: (url: URL, message: HttpMessage) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const started = performance.now();
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = message;
  let url = start;
  for (let hops = 0; ; hops++) {
    try {
      const left = timeoutMs - (performance.now() - started);
      const answer = await send(url, { ...message, timeoutMs: Math.max(1, left) });
      return { ...answer, durationMs: performance.now() - started };
    } catch (error) {
      if (!(error instanceof RedirectError) || policy === 'never') throw error;
      if (hops === MAX_HOPS) throw refuse(error, `redirects more than ${MAX_HOPS} times`);
      url = nextUrl(url, error, policy);
    }
  }
}

/** Where to go on; https is never left, and another host must prove itself by TLS. */
function nextUrl(from: URL, error: RedirectError, policy: RedirectPolicy): URL {
  const { location } = error;
  if (error.httpStatus === 303) throw refuse(error, 'redirects to a page to be read, where an answer is expected');
  if (location === undefined || !URL.canParse(location, from.href)) throw refuse(error, 'redirects to no address');
  const to = new URL(location, from);
  // RFC 9110, section 4.2.4: a password in a URL is for nobody to choose but us.
  const isClean = to.username === '' && to.password === '';
  const isAllowed = to.origin === from.origin || (policy === 'https' && to.protocol === 'https:');
  if (isClean && isAllowed) return to;
  const where = to.protocol === 'http:' || to.protocol === 'https:' ? to.origin : 'something that is no web address';
  throw refuse(error, `redirects to ${where}, which is not allowed`);
}

function refuse(error: RedirectError, text: string): TransferError {
  const { httpStatus } = error;
  return new TransferError('http-redirect', `${error.host} ${text}`, {
    mayHaveArrived: true,
    httpStatus,
    cause: error,
  });
}

const MAX_HOPS = 3;
const DEFAULT_TIMEOUT_MS = 30_000;
