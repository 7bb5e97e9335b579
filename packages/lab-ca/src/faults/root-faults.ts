import { INFO_TYPES, type RootCaKeyUpdateContent } from '@crypto-cmp/cmp';
import { encode } from '@crypto-cmp/der';
import { parseCertificate } from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import type { CaCredential, RootLink } from '../authority/authority.ts';
import { createCa } from '../authority/create-ca.ts';
import { createRootLink } from '../authority/create-root-link.ts';
import { ISSUING_NAME, ROOT_NAME } from '../authority/open-authority.ts';
import { answering } from './answering.ts';
import type { FurtherFault } from './fault.ts';
import { DAY_MS, forger } from './forge.ts';

/** A new root that must not be trusted (RFC 9810, section 4.4; RFC 9483, section 4.3.2). */
export const ROOT_FAULTS = {
  'new-with-old-missing': update('the new root comes without newWithOld: nothing proves it', async ({ link }) => ({
    newWithNew: link.newWithNew,
  })),
  'new-with-old-by-stranger': update(
    'newWithOld is signed by another key than that of the old root',
    async ({ exchange, key, link }) => ({
      ...link,
      newWithOld: (await createRootLink(await forger(exchange).root(), key, now(exchange), exchange.lab.crypto))
        .newWithOld,
    }),
  ),
  'new-with-old-for-other-key': update(
    'newWithOld is about another key than newWithNew',
    async ({ exchange, link }) => ({ ...link, newWithOld: (await makeLink(exchange)).link.newWithOld }),
  ),
  'new-with-old-of-issuing-ca': update(
    'the issuing CA makes itself the root: its own certificate stands for newWithOld',
    async ({ exchange: { lab }, link }) => {
      const { issuing } = lab.authority;
      return {
        newWithNew: await selfSign(issuing, lab),
        newWithOld: issuing.certificate.der,
        oldWithNew: link.oldWithNew,
      };
    },
  ),
  'new-with-new-by-stranger': update('newWithNew is not signed by its own key', async ({ exchange, key, link }) => {
    const { signer } = await forger(exchange).keyPair();
    const issuer = { subject: exchange.lab.authority.root.certificate.subject, signer };
    return { ...link, newWithNew: await makeCa(exchange, { key, issuer }) };
  }),
  'new-with-new-expired': update('newWithNew has expired', async ({ exchange, key, link }) => ({
    ...link,
    newWithNew: await makeCa(exchange, { key, notAfter: new Date(now(exchange).getTime() - DAY_MS) }),
  })),
  'old-with-new-by-stranger': update(
    'oldWithNew is signed by another key than that of the new root',
    async ({ exchange, link }) => ({ ...link, oldWithNew: (await makeLink(exchange)).link.oldWithNew }),
  ),
  'old-with-new-for-other-key': update(
    'oldWithNew is about another key than that of the old root',
    async ({ exchange, key, link }) => {
      const other = await forger(exchange).keyPair();
      const issuer = { subject: exchange.lab.authority.root.certificate.subject, signer: key.signer };
      return { ...link, oldWithNew: await makeCa(exchange, { key: other, issuer }) };
    },
  ),
} as const satisfies Record<string, FurtherFault>;

interface Update {
  readonly exchange: Exchange;
  readonly key: Awaited<ReturnType<ReturnType<typeof forger>['keyPair']>>;
  /** As it should be: nothing but the fault is wrong. */
  readonly link: RootLink;
}

function update(description: string, spoil: (update: Update) => Promise<RootCaKeyUpdateContent>): FurtherFault {
  const { oid: infoType, value } = INFO_TYPES.rootCaKeyUpdate;
  return answering('rootCaCert', description, 'root-update-not-trusted', async (_, exchange) => {
    const { newWithNew, newWithOld, oldWithNew } = await spoil({ exchange, ...(await makeLink(exchange)) });
    const content = { newWithNew, ...(newWithOld && { newWithOld }), ...(oldWithNew && { oldWithNew }) };
    return [{ infoType, infoValue: encode(value, content) }];
  });
}

/** A next root of its own: the real one is not to be spoiled. */
async function makeLink(exchange: Exchange): Promise<Pick<Update, 'key' | 'link'>> {
  const { authority, crypto } = exchange.lab;
  const key = await forger(exchange).keyPair();
  return { key, link: await createRootLink(authority.root, key, now(exchange), crypto) };
}

async function makeCa(
  exchange: Exchange,
  wish: Partial<Parameters<typeof createCa>[0]> & Pick<Parameters<typeof createCa>[0], 'key'>,
): Promise<Uint8Array> {
  const at = now(exchange).getTime();
  const times = { notBefore: new Date(at - 2 * DAY_MS), notAfter: new Date(at + DAY_MS) };
  return createCa({ subject: ROOT_NAME, ...times, ...wish }, exchange.lab.crypto);
}

async function selfSign({ certificate, signer }: CaCredential, { crypto }: Exchange['lab']): Promise<Uint8Array> {
  const { notBefore, notAfter } = parseCertificate(certificate.der);
  const key = { publicKey: certificate.subjectPublicKeyInfo, signer };
  return createCa({ subject: ISSUING_NAME, key, notBefore, notAfter }, crypto);
}

function now({ lab }: Exchange): Date {
  return lab.clock();
}
