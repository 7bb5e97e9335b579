import { type HttpAnswer, sendOverHttp } from '@crypto-cmp/cmp/node';
import type { CmpServerDraft } from '@crypto-cmp/policy';

import { serverUrl } from '../policies/server-url.ts';
import type { WayToServer } from '../policies/way-to-server.ts';

/**
 * One POST to the server that was typed, on the way that was typed: unless that says so no redirect is followed. The answer
 * goes nowhere but into checks.
 *
 * @throws TransferError
 */
export async function exchange(
  server: CmpServerDraft,
  way: WayToServer,
  body: Uint8Array,
  timeoutMs: number,
): Promise<HttpAnswer> {
  return await sendOverHttp({
    url: serverUrl(server),
    ...way,
    body,
    timeoutMs,
    maxResponseBytes: MAX_ANSWER_BYTES,
  });
}

const MAX_ANSWER_BYTES = 256 * 1024;
