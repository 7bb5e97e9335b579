import { INFO_TYPES, type InfoTypeAndValue } from '@crypto-cmp/cmp';
import { decode, encode, equalBytes } from '@crypto-cmp/der';

import type { RootLink } from '../authority/authority.ts';
import { Refusal } from '../refusal.ts';
import type { Exchange } from './answer.ts';

/**
 * The root after the one in question: RFC 9483, section 4.3.2. Whoever knows a much older one comes to the newest link by
 * link. No value says that there is no update.
 */
export async function answerRootCaCert({ infoValue }: InfoTypeAndValue, exchange: Exchange): Promise<InfoTypeAndValue> {
  const { oid: infoType, value } = INFO_TYPES.rootCaKeyUpdate;
  const link = await findLink(infoValue, exchange);
  if (link === undefined) return { infoType };
  const { newWithNew, newWithOld, oldWithNew } = link;
  return { infoType, infoValue: encode(value, { newWithNew, newWithOld, oldWithNew }) };
}

async function findLink(infoValue: Uint8Array | undefined, { lab, conduct }: Exchange): Promise<RootLink | undefined> {
  const { authority, authorities } = lab;
  if (infoValue === undefined) {
    if (conduct.lightweight) throw new Refusal('badRequest', 'rootCaCert lacks the root in question');
    // RFC 9810, section 5.3.19.15, leaves the certificate out for the root that is in use.
    return conduct.announcesRoot === true ? authorities.nextRoot() : authority.links.at(-1);
  }
  const asked = decode(INFO_TYPES.rootCaCert.value, infoValue);
  if (conduct.announcesRoot === true && equalBytes(asked, authority.root.certificate.der))
    return authorities.nextRoot();
  return authority.links.find(({ old }) => equalBytes(old, asked));
}
