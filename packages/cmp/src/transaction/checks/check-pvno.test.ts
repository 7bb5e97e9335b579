import { encodeName, nullName } from '@crypto-cmp/x509';
import { expect, it } from 'vitest';

import type { AwaitedResponse } from '../awaited-response.ts';
import { checkPvno } from './check-header.ts';

// RFC 9810, section 7, names 1 as the answer of a CA that reads no newer version.
it.each([
  { ours: 2, theirs: 2, type: 'ip', verdict: 'passed' },
  { ours: 3, theirs: 3, type: 'pkiconf', verdict: 'passed' },
  { ours: 3, theirs: 2, type: 'pkiconf', verdict: 'passed' },
  { ours: 2, theirs: 3, type: 'pkiconf', verdict: 'failed' },
  { ours: 2, theirs: 1, type: 'ip', verdict: 'failed' },
  { ours: 2, theirs: 1, type: 'error', verdict: 'passed' },
  { ours: 2, theirs: 4, type: 'error', verdict: 'failed' },
] as const)('$theirs in the $type to a message in version $ours is $verdict', ({ ours, theirs, type, verdict }) => {
  const nobody = { type: 'directoryName', value: encodeName(nullName) } as const;
  const message = { bodyType: 'certConf', pvno: ours, senderNonce: '', bytes: '' } as const;
  // as: the rest of what is awaited has no part in this check
  const awaited = { message, bodyType: 'pkiconf' } as unknown as AwaitedResponse;
  expect(checkPvno({ pvno: theirs, sender: nobody, recipient: nobody }, type, awaited).verdict).toBe(verdict);
});
