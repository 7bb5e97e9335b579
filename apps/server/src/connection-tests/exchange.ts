import { rootCertificates } from 'node:tls';

import { type HttpAnswer, sendOverHttp } from '@crypto-cmp/cmp/node';
import type { CmpServerDraft } from '@crypto-cmp/policy';

import { serverUrl } from '../policies/server-url.ts';

/**
 * One POST to exactly the server that was typed; a redirect is not followed, and the answer goes nowhere but into checks.
 *
 * @throws TransferError
 */
export async function exchange(
  server: CmpServerDraft,
  trustAnchors: readonly string[],
  body: Uint8Array,
  timeoutMs: number,
): Promise<HttpAnswer> {
  return await sendOverHttp({
    url: serverUrl(server),
    ...(server.transport === 'tls' && { tls: { trustAnchors: [...rootCertificates, ...trustAnchors] } }),
    body,
    timeoutMs,
    maxResponseBytes: MAX_ANSWER_BYTES,
  });
}

const MAX_ANSWER_BYTES = 256 * 1024;
