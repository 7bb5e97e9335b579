import { type PKIMessage, protectionKind } from '@crypto-cmp/cmp';

import type { Conduct } from '../conduct.ts';
import type { Lab } from '../lab.ts';
import { Refusal } from '../refusal.ts';
import type { TransactionRecord } from '../store/records.ts';
import { authenticateKem } from './authenticate-kem.ts';
import { authenticateMac } from './authenticate-mac.ts';
import { authenticateSignature } from './authenticate-signature.ts';
import type { Requester } from './requester.ts';

/**
 * Finds out who sent a message (RFC 9810, section 5.1.3; RFC 9483, section 3.5).
 *
 * @throws Refusal
 */
export async function authenticate(
  message: PKIMessage,
  transaction: TransactionRecord | undefined,
  conduct: Conduct,
  lab: Lab,
): Promise<Requester> {
  const { protectionAlg } = message.header.value;
  if (protectionAlg === undefined || message.protection === undefined) {
    throw new Refusal('badMessageCheck', 'the message is not protected');
  }
  switch (protectionKind(protectionAlg)) {
    case 'mac':
      return authenticateMac(message, protectionAlg, conduct, lab);
    case 'signature':
      return authenticateSignature(message, transaction, conduct, lab);
    case 'kem':
      return authenticateKem(message, protectionAlg, transaction, lab);
    case 'unknown':
      throw new Refusal('badAlg', `protection algorithm ${protectionAlg.algorithm} is not supported`);
  }
}
