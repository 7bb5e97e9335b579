import { PKIMessage, summarizeBody } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';

/** What a message says, in a few words. No text of the peer is in it. */
export function messageWords(bytes: Uint8Array): string {
  try {
    const body = decode(PKIMessage, bytes).body.value;
    // Its name, error, stands before the words already.
    const words = summarizeBody(body).replace(/^error: /, 'ends the transaction: ');
    return `${words}${PROTECTED_BY[body.type] ?? ''}`;
  } catch {
    // Whatever is wrong with it, the check named "der" says so beside it.
    return 'not readable';
  }
}

const PROTECTED_BY: Readonly<Record<string, string>> = {
  ir: ', protected with the Secret',
  kur: ', signed by the current certificate',
};
