import { type CRLStatus, INFO_TYPES, type InfoTypeAndValue } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';

import { Refusal } from '../refusal.ts';
import { findListIssuer } from '../revoking/find-list-issuer.ts';
import type { Exchange } from './answer.ts';

/**
 * The lists that are newer than those at hand: RFC 9810, section 5.3.19.17. RFC 9483, section 4.3.4, has one source. No value
 * says that there is none.
 */
export async function answerCrlStatusList(
  { infoValue }: InfoTypeAndValue,
  exchange: Exchange,
): Promise<InfoTypeAndValue> {
  const { crlStatusList, crls } = INFO_TYPES;
  if (infoValue === undefined) throw new Refusal('badRequest', 'crlStatusList lacks the source of the list');
  const statuses = decode(crlStatusList.value, infoValue);
  if (exchange.conduct.lightweight && statuses.length !== 1) {
    throw new Refusal('badRequest', `${statuses.length} lists, expected one (RFC 9483, section 4.3.4)`);
  }
  const found: Uint8Array[] = [];
  for (const status of statuses.slice(0, MAX_LISTS)) {
    const list = await findNewer(status, exchange);
    if (list !== undefined) found.push(list);
  }
  return { infoType: crls.oid, ...(found.length > 0 && { infoValue: encode(crls.value, found) }) };
}

async function findNewer({ source, thisUpdate }: CRLStatus, { lab }: Exchange): Promise<Uint8Array | undefined> {
  const issuer = findListIssuer(source, lab.authority);
  if (issuer === undefined) return undefined;
  const list = await lab.revocationLists.current(issuer);
  return thisUpdate === undefined || list.thisUpdate > thisUpdate.value ? list.der : undefined;
}

/** There are two, and the same one need not be sent a thousand times. */
const MAX_LISTS = 4;
