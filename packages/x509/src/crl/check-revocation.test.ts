import { writeFileSync } from 'node:fs';
import { bitString, boolean, encode, implicit, optional, sequence } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { askOpenssl, inFolder, withoutOpenssl } from '../../test/openssl.ts';
import { createCrlDistributionPoints } from '../extensions/crl-distribution-points.ts';
import { createKeyIdentifier } from '../extensions/key-identifiers.ts';
import { EXTENSION_OIDS } from '../extensions/extension-oids.ts';
import { encodeName } from '../names/encode-name.ts';
import { parseName } from '../names/parse-name.ts';
import { nodeCrypto } from '../node/index.ts';
import { encodePem } from '../pem.ts';
import { type Holder, issue as issueWith, testTime as now, type Wish } from '../path/testing/issue.ts';
import type { Extension } from '../structures/extension.ts';
import type { CertificateList } from './certificate-list.ts';
import { checkRevocation } from './check-revocation.ts';
import { type CertificateListFields, createCertificateList } from './create-certificate-list.ts';
import { createIssuingDistributionPoint } from './issuing-distribution-point.ts';
import { parseCertificateList } from './parse-certificate-list.ts';
import type { RevocationReason } from './revocation-reason.ts';
import type { RevocationUnknownCode } from './revocation-verdict.ts';

const issue = async (subject: string, issuer?: Holder, wish: Wish = {}) => issueWith(nodeCrypto, subject, issuer, wish);
const seconds = (count: number) => new Date(now.getTime() + 1000 * count);

interface World {
  readonly ca: Holder;
  readonly target: Holder;
}

type Fields = Partial<CertificateListFields> & { readonly reasonOfTarget?: RevocationReason };

/** A list of the CA; the target stands on it when a reason is given. */
async function list({ ca, target }: World, { reasonOfTarget, ...fields }: Fields = {}): Promise<CertificateList> {
  const other = { serialNumber: Uint8Array.of(5), revocationDate: seconds(-60) };
  const { serialNumber } = target.certificate;
  const entry = { serialNumber, revocationDate: seconds(-60), ...(reasonOfTarget && { reason: reasonOfTarget }) };
  const der = await createCertificateList({
    issuer: ca.certificate.subject,
    thisUpdate: seconds(-30),
    nextUpdate: seconds(30),
    revoked: reasonOfTarget === undefined ? [other] : [other, entry],
    crlNumber: 1n,
    authorityKeyIdentifier: await createKeyIdentifier(ca.key.publicKey, nodeCrypto),
    signer: ca.key.signer,
    ...fields,
  });
  return parseCertificateList(der);
}

const critical = (extnID: string, extnValue = Uint8Array.of(5, 0)): Extension => ({
  extnID,
  critical: true,
  extnValue,
});
const scope = (value: { readonly onlySomeReasons?: true; readonly indirectCRL?: true }): Extension =>
  critical(
    EXTENSION_OIDS.issuingDistributionPoint,
    encode(sequence({ some: optional(implicit(3, bitString)), indirect: optional(implicit(4, boolean)) }), {
      ...(value.onlySomeReasons && { some: { unusedBits: 6, octets: Uint8Array.of(0x40) } }),
      ...(value.indirectCRL && { indirect: true }),
    }),
  );
const url = 'http://example.com/a.crl';
const at = (value: string) =>
  createIssuingDistributionPoint({
    distributionPoint: { type: 'fullName', value: [{ type: 'uniformResourceIdentifier', value }] },
  });

interface Case {
  readonly ca?: Wish;
  readonly target?: Wish;
  readonly lists: (world: World) => Promise<readonly CertificateList[]>;
  readonly verdict: 'good' | RevocationReason | RevocationUnknownCode;
  /** What `openssl verify -crl_check` says, where it says something else; the reason stands in the name of the case. */
  readonly openssl?: 'good' | 'refused';
}

const CASES: Readonly<Record<string, Case>> = {
  'a certificate that is not listed': { lists: async (world) => [await list(world)], verdict: 'good' },
  'a certificate that is listed': {
    lists: async (world) => [await list(world, { reasonOfTarget: 'keyCompromise' })],
    verdict: 'keyCompromise',
  },
  'a certificate that is listed without a reason': {
    lists: async (world) => [await list(world, { reasonOfTarget: 'unspecified' })],
    verdict: 'unspecified',
  },
  'a certificate on hold': {
    lists: async (world) => [await list(world, { reasonOfTarget: 'certificateHold' })],
    verdict: 'certificateHold',
  },
  'a list without entries': { lists: async (world) => [await list(world, { revoked: [] })], verdict: 'good' },
  'no list': { lists: async () => [], verdict: 'crl-missing' },
  'a list of another CA': {
    lists: async (world) => [await list({ ...world, ca: await issue('CN=Other CA', undefined, { ca: true }) })],
    verdict: 'crl-missing',
  },
  'a list whose issuer differs in case only': {
    lists: async (world) => [await list(world, { issuer: encodeName(parseName('CN=issuing  ca')) })],
    verdict: 'good',
  },
  'a forged list': {
    lists: async (world) => [await list(world, { signer: (await nodeCrypto.generateKeyPair('ec-p256')).signer })],
    verdict: 'crl-signature-wrong',
  },
  'a forged newer list before a right older one (openssl tries the newest alone)': {
    lists: async (world) => [
      await list(world, {
        signer: (await nodeCrypto.generateKeyPair('ec-p256')).signer,
        reasonOfTarget: 'keyCompromise',
        thisUpdate: seconds(-1),
      }),
      await list(world),
    ],
    verdict: 'good',
    openssl: 'refused',
  },
  'a list of tomorrow': {
    lists: async (world) => [await list(world, { thisUpdate: seconds(1) })],
    verdict: 'crl-not-yet-valid',
  },
  'a list that is over': {
    lists: async (world) => [await list(world, { nextUpdate: seconds(-1) })],
    verdict: 'crl-expired',
  },
  'a list that is over and revokes': {
    lists: async (world) => [await list(world, { nextUpdate: seconds(-1), reasonOfTarget: 'superseded' })],
    verdict: 'superseded',
  },
  'a list that is over and holds': {
    lists: async (world) => [await list(world, { nextUpdate: seconds(-1), reasonOfTarget: 'certificateHold' })],
    verdict: 'crl-expired',
  },
  'an older list with a hold and a newer one without': {
    lists: async (world) => [
      await list(world, { reasonOfTarget: 'certificateHold', thisUpdate: seconds(-60) }),
      await list(world, { crlNumber: 2n }),
    ],
    verdict: 'good',
  },
  'an older list without and a newer one that revokes': {
    lists: async (world) => [
      await list(world, { thisUpdate: seconds(-60) }),
      await list(world, { crlNumber: 2n, reasonOfTarget: 'keyCompromise' }),
    ],
    verdict: 'keyCompromise',
  },
  'a CA that may not sign lists': {
    ca: { keyUsage: ['keyCertSign'] },
    lists: async (world) => [await list(world)],
    verdict: 'crl-sign-missing',
  },
  'a CA that may sign lists': {
    ca: { keyUsage: ['keyCertSign', 'cRLSign'] },
    lists: async (world) => [await list(world)],
    verdict: 'good',
  },
  'an unknown critical extension': {
    lists: async (world) => [await list(world, { extensions: [critical('1.2.3.4')] })],
    verdict: 'crl-critical-extension-unknown',
  },
  'an unknown extension that is not critical': {
    lists: async (world) => [await list(world, { extensions: [{ ...critical('1.2.3.4'), critical: false }] })],
    verdict: 'good',
  },
  'a delta list': {
    lists: async (world) => [await list(world, { extensions: [critical('2.5.29.27', Uint8Array.of(2, 1, 1))] })],
    verdict: 'crl-not-supported',
  },
  'a list for some reasons': {
    lists: async (world) => [await list(world, { extensions: [scope({ onlySomeReasons: true })] })],
    verdict: 'crl-not-supported',
  },
  'an indirect list (openssl reads those too)': {
    lists: async (world) => [await list(world, { extensions: [scope({ indirectCRL: true })] })],
    verdict: 'crl-not-supported',
    openssl: 'good',
  },
  'a list for CA certificates': {
    lists: async (world) => [
      await list(world, { extensions: [createIssuingDistributionPoint({ onlyContainsCACerts: true })] }),
    ],
    verdict: 'crl-missing',
  },
  'a list for end entities': {
    lists: async (world) => [
      await list(world, { extensions: [createIssuingDistributionPoint({ onlyContainsUserCerts: true })] }),
    ],
    verdict: 'good',
  },
  'a list for end entities and a target that is a CA': {
    target: { ca: true },
    lists: async (world) => [
      await list(world, { extensions: [createIssuingDistributionPoint({ onlyContainsUserCerts: true })] }),
    ],
    verdict: 'crl-missing',
  },
  'a list from the place that the certificate names': {
    target: { extensions: [createCrlDistributionPoints(['http://example.com/b.crl', url])] },
    lists: async (world) => [await list(world, { extensions: [at(url)] })],
    verdict: 'good',
  },
  'a list from another place': {
    target: { extensions: [createCrlDistributionPoints(['http://example.com/b.crl'])] },
    lists: async (world) => [await list(world, { extensions: [at(url)] })],
    verdict: 'crl-missing',
  },
  'a list of one place for a certificate that names none': {
    lists: async (world) => [await list(world, { extensions: [at(url)] })],
    verdict: 'crl-missing',
  },
  'an issuing distribution point that is not DER (openssl 3.0 lets it pass)': {
    lists: async (world) => [await list(world, { extensions: [critical('2.5.29.28', Uint8Array.of(0x30, 9))] })],
    verdict: 'crl-malformed',
    openssl: 'good',
  },
};

describe.skipIf(withoutOpenssl)('checkRevocation', () => {
  it.each(Object.entries(CASES))('judges as openssl verify does: %s', async (_, one) => {
    const ca = await issue('CN=Issuing CA', undefined, { ca: true, ...one.ca });
    const target = await issue('CN=device', ca, one.target);
    const crls = await one.lists({ ca, target });
    const verdict = await checkRevocation({
      certificate: target.certificate,
      issuer: ca.certificate,
      crls,
      at: now,
      crypto: nodeCrypto,
    });
    const said = {
      good: () => 'good',
      revoked: () => verdict.status === 'revoked' && verdict.reason,
      unknown: () => verdict.status === 'unknown' && verdict.code,
    };
    expect(said[verdict.status]()).toBe(one.verdict);
    if (verdict.status === 'revoked') expect(verdict.revocationDate).toEqual(seconds(-60));
    expect(await opensslVerify({ ca, target }, crls)).toBe(
      one.openssl ?? (one.verdict === 'good' ? 'good' : 'refused'),
    );
  });

  const ask = async (world: World, crls: readonly CertificateList[], date = now) =>
    checkRevocation({
      certificate: world.target.certificate,
      issuer: world.ca.certificate,
      crls,
      at: date,
      crypto: nodeCrypto,
    });
  const makeWorld = async (): Promise<World> => {
    const ca = await issue('CN=Issuing CA', undefined, { ca: true });
    return { ca, target: await issue('CN=device', ca) };
  };

  it('never says good by a list without nextUpdate', async () => {
    const world = await makeWorld();
    const { nextUpdate: _, ...endless } = await list(world);
    expect(await ask(world, [endless])).toMatchObject({ status: 'unknown', code: 'crl-without-end' });
  });

  it('uses no list with an unknown critical extension in any entry', async () => {
    const world = await makeWorld();
    const honest = await list(world, { reasonOfTarget: 'keyCompromise' });
    const entries = honest.entries.map((entry) => ({ ...entry, extensions: [critical('2.5.29.29')] }));
    expect(await ask(world, [{ ...honest, entries }])).toMatchObject({ code: 'crl-critical-extension-unknown' });
  });

  it('compares serial numbers as numbers', async () => {
    const world = await makeWorld();
    const honest = await list(world, { reasonOfTarget: 'keyCompromise' });
    const entries = honest.entries.map((entry) => ({
      ...entry,
      serialNumber: Uint8Array.of(0, 0, ...entry.serialNumber),
    }));
    expect(await ask(world, [{ ...honest, entries }])).toMatchObject({ status: 'revoked' });
  });

  it('refuses an issuer that did not issue the certificate', async () => {
    const world = await makeWorld();
    const stranger = await issue('CN=Other CA', undefined, { ca: true });
    expect(await ask({ ...world, ca: stranger }, [await list(world)])).toMatchObject({ code: 'issuer-mismatch' });
  });

  it('says that an algorithm is not supported', async () => {
    const world = await makeWorld();
    const strange = { ...(await list(world)), signatureAlgorithm: { algorithm: '1.2.840.113549.1.1.4' } };
    expect(await ask(world, [strange])).toMatchObject({ code: 'crl-algorithm-not-supported' });
  });

  it('verifies no more than a bounded number of lists', async () => {
    const world = await makeWorld();
    const forged = await list(world, { signer: (await nodeCrypto.generateKeyPair('ec-p256')).signer });
    let verified = 0;
    const crypto = {
      verify: async (...call: Parameters<typeof nodeCrypto.verify>) => {
        verified++;
        return nodeCrypto.verify(...call);
      },
    };
    const crls = Array.from({ length: 100 }, () => forged);
    const request = { certificate: world.target.certificate, issuer: world.ca.certificate, crls, at: now, crypto };
    expect(await checkRevocation(request)).toMatchObject({ code: 'crl-signature-wrong' });
    expect(verified).toBe(20);
  });

  it('takes no date that is none, the mistake of a caller', async () => {
    await expect(ask(await makeWorld(), [], new Date('never'))).rejects.toThrow(TypeError);
  });
});

async function opensslVerify({ ca, target }: World, crls: readonly CertificateList[]): Promise<'good' | 'refused'> {
  return inFolder((path) => {
    writeFileSync(path('ca'), encodePem('CERTIFICATE', ca.certificate.der));
    writeFileSync(path('target'), encodePem('CERTIFICATE', target.certificate.der));
    writeFileSync(path('crls'), crls.map(({ der }) => encodePem('X509 CRL', der)).join(''));
    const lists = crls.length > 0 ? ['-CRLfile', path('crls')] : [];
    const time = String(now.getTime() / 1000);
    const trust = ['-no-CApath', '-no-CAstore', '-CAfile', path('ca'), '-attime', time];
    const { ok } = askOpenssl(['verify', '-crl_check', '-extended_crl', ...trust, ...lists, path('target')]);
    return ok ? 'good' : 'refused';
  });
}
