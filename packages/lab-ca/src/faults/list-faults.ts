import { INFO_TYPES } from '@crypto-cmp/cmp';
import { encode } from '@crypto-cmp/der';
import {
  type CertificateListFields,
  createCertificateList,
  createKeyIdentifier,
  parseCertificateList,
  type Signer,
} from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import { answering } from './answering.ts';
import type { FurtherFault } from './fault.ts';
import { DAY_MS, forger, STRANGER } from './forge.ts';

const { crls } = INFO_TYPES;

/** A list of revoked certificates that must not be taken (RFC 9483, section 4.3.4). */
export const LIST_FAULTS = {
  'crl-signature-wrong': list('the signature of the CRL has one wrong bit', 'crl-not-trusted', async (exchange) => {
    const spoiled = Uint8Array.from(await sign(exchange, {}));
    spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;
    return [spoiled];
  }),
  'crl-by-stranger': list(
    'the CRL bears the name of the CA, and is signed by another key',
    'crl-not-trusted',
    async (it) => [await sign(it, { signer: (await forger(it).keyPair()).signer })],
  ),
  'crl-other-issuer': list('the CRL is one of another CA, the root', 'crl-differs', async ({ lab }) => [
    (await lab.revocationLists.current('root')).der,
  ]),
  'crl-issuer-unknown': list('the CRL is one of a CA that nobody knows', 'crl-differs', async (it) => [
    await sign(it, { issuer: STRANGER, signer: (await forger(it).keyPair()).signer }),
  ]),
  'crl-older': list('the CRL is older than the one at hand', 'crl-differs', async (it) => [
    await sign(it, { thisUpdate: from(it, -365), nextUpdate: from(it, 1) }),
  ]),
  'crl-expired': list('the CRL should have been followed by another one yesterday', 'crl-differs', async (it) => [
    await sign(it, { nextUpdate: from(it, -1) }),
  ]),
  'crl-to-come': list('the CRL is of tomorrow', 'crl-differs', async (it) => [
    await sign(it, { thisUpdate: from(it, 1), nextUpdate: from(it, 2) }),
  ]),
  'crls-two': list('two CRLs come, where one was asked for', 'info-value-malformed', async ({ lab }) => {
    const { der } = await lab.revocationLists.current('issuing');
    return [der, der];
  }),
  'crl-malformed': list('in place of the CRL comes something that is none', 'info-value-malformed', async () => [
    Uint8Array.of(0x30, 0x00),
  ]),
} as const satisfies Record<string, FurtherFault>;

function list(
  description: string,
  provokes: FurtherFault['provokes'],
  make: (exchange: Exchange) => Promise<Uint8Array[]>,
): FurtherFault {
  return answering('crlStatusList', description, provokes, async (_, exchange) => [
    { infoType: crls.oid, infoValue: encode(crls.value, await make(exchange)) },
  ]);
}

/** The list of the issuing CA, with something changed before it is signed. */
async function sign(exchange: Exchange, change: Partial<CertificateListFields>): Promise<Uint8Array> {
  const { lab } = exchange;
  const { certificate, signer } = lab.authority.issuing;
  const { thisUpdate } = parseCertificateList((await lab.revocationLists.current('issuing')).der);
  const by: Signer = change.signer ?? signer;
  return createCertificateList({
    issuer: certificate.subject,
    thisUpdate,
    nextUpdate: from(exchange, 1),
    revoked: [],
    crlNumber: 1_000_000n,
    authorityKeyIdentifier: await createKeyIdentifier(by.publicKey, lab.crypto),
    signer: by,
    ...change,
  });
}

function from({ lab }: Exchange, days: number): Date {
  return new Date(lab.clock().getTime() + days * DAY_MS);
}
