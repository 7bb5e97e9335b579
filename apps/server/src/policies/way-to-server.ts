import { rootCertificates } from 'node:tls';

import type { HttpEndpoint, TlsClientCertificate } from '@crypto-cmp/cmp/node';
import { type AdvancedSettings, type CmpServerDraft, isExemptFromProxy } from '@crypto-cmp/policy';
import { encodePem } from '@crypto-cmp/x509';
import type { Kysely } from 'kysely';

import { readChain } from '../certificates/stored-chain.ts';
import { privateKeyPlace } from '../sealing/sealed-places.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Database } from '../storage/database.ts';

/** How a CMP server is reached, beside its URL. */
export type WayToServer = Pick<HttpEndpoint, 'tls' | 'redirects'> & { readonly proxy?: string };

/** What of a policy says so. */
export interface WaySettings {
  /** PEM. */
  readonly trustAnchors: readonly string[];
  readonly advanced: Pick<AdvancedSettings, 'acceptance' | 'tls' | 'proxy'>;
}

export interface WayDependencies {
  readonly database: Kysely<Database>;
  readonly sealer: Sealer;
}

/**
 * The way to a server as the policy has it.
 *
 * Unless the policy names its own anchors for TLS, a server may be certified by a trust anchor of the policy or by a CA that
 * this computer knows: TLS only hides the exchange from onlookers, what a CA says is proven by the protection of the message
 * itself.
 */
export async function wayToServer(
  dependencies: WayDependencies,
  policy: WaySettings,
  server: Pick<CmpServerDraft, 'transport' | 'host'>,
): Promise<WayToServer> {
  const { tls, proxy, acceptance } = policy.advanced;
  const way: WayToServer = {
    redirects: acceptance.redirects,
    ...(proxy.url !== '' && !isExemptFromProxy(server.host, proxy.exempt) && { proxy: proxy.url }),
  };
  // A redirect may lead from http to https.
  if (server.transport === 'http' && acceptance.redirects !== 'https') return way;
  const trustAnchors = tls.trustAnchors.length > 0 ? tls.trustAnchors : [...rootCertificates, ...policy.trustAnchors];
  const clientCertificate =
    tls.clientTrustpointId === null ? undefined : await clientCertificateOf(dependencies, tls.clientTrustpointId);
  return {
    ...way,
    tls: {
      trustAnchors,
      ...(tls.serverName !== '' && { serverName: tls.serverName }),
      ...(clientCertificate !== undefined && { clientCertificate }),
    },
  };
}

/**
 * The current certificate of a trustpoint, with its key. Where there is none any more the server decides whether it answers
 * without: so the renewal of that very certificate is not its own obstacle.
 */
async function clientCertificateOf(
  { database, sealer }: WayDependencies,
  trustpointId: string,
): Promise<TlsClientCertificate | undefined> {
  const current = await database
    .selectFrom('trustpoints')
    .innerJoin('certificates', 'certificates.id', 'trustpoints.currentCertificateId')
    .innerJoin('keys', 'keys.id', 'certificates.keyId')
    .select(['certificates.der', 'certificates.chain', 'keys.id as keyId', 'keys.privateKeySealed'])
    .where('trustpoints.id', '=', trustpointId)
    .executeTakeFirst();
  if (current === undefined || current.privateKeySealed === null) return undefined;
  const chain = [current.der, ...readChain(current.chain).slice(0, -1)];
  return {
    chain: chain.map((der) => encodePem('CERTIFICATE', der)),
    privateKey: encodePem('PRIVATE KEY', sealer.open(privateKeyPlace(current.keyId), current.privateKeySealed)),
  };
}
