import { nodeCrypto } from '@crypto-cmp/x509/node';

import { openBenchCa } from './bench-ca.ts';
import { createClient, type Way } from './client.ts';
import { type CryptoCall, recordCalls } from './recorded-crypto.ts';
import { watchCrypto } from './watch-crypto.ts';

export interface RecordedTransaction {
  readonly messages: readonly Uint8Array[];
  readonly clientCalls: readonly CryptoCall[];
  readonly caCalls: readonly CryptoCall[];
}

/** Runs one transaction and notes its messages, and what cryptography each side did for it. */
export async function recordTransaction(way: Way): Promise<RecordedTransaction> {
  const clientCalls: CryptoCall[] = [];
  const caCalls: CryptoCall[] = [];
  const { trustAnchor, connect } = await openBenchCa(recordCalls(caCalls));
  const crypto = watchCrypto(nodeCrypto, recordCalls(clientCalls));
  const enrollOnce = await createClient({ way, crypto, trustAnchor, connect });
  // What was done to get ready is not part of it.
  clientCalls.length = 0;
  caCalls.length = 0;
  const { messages } = await enrollOnce();
  return { messages, clientCalls: [...clientCalls], caCalls: [...caCalls] };
}
