import { type CertificateFormat, routes } from '@crypto-cmp/api';
import { encodePem } from '@crypto-cmp/x509';
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';

import { readChain } from '../certificates/stored-chain.ts';
import { addRoute } from '../http/add-route.ts';
import { refusal } from '../refusal.ts';
import type { Database } from '../storage/database.ts';
import { listTrustpoints } from './list-trustpoints.ts';
import { readTrustpoint } from './read-trustpoint.ts';

export interface TrustpointRouteDependencies {
  readonly database: Kysely<Database>;
  readonly now: () => number;
}

/** Trustpoints: list, read, download the certificate. */
export function addTrustpointRoutes(app: FastifyInstance, { database, now }: TrustpointRouteDependencies): void {
  addRoute(app, routes.trustpoints.list, async ({ query }) => await listTrustpoints(database, query, now()));

  addRoute(app, routes.trustpoints.get, async ({ params }) => await readTrustpoint(database, params.id, now()));

  addRoute(app, routes.trustpoints.certificate, async ({ params, query }, reply) => {
    const row = await database
      .selectFrom('trustpoints')
      .leftJoin('certificates', 'certificates.id', 'trustpoints.currentCertificateId')
      .select(['trustpoints.name', 'certificates.der', 'certificates.chain'])
      .where('trustpoints.id', '=', params.id)
      .executeTakeFirst();
    if (row === undefined) throw refusal('trustpoint-not-found', 'It may have been deleted meanwhile.');
    if (row.der === null || row.chain === null) throw refusal('certificate-not-found', 'Enroll it first.');
    const { mediaType, extension, body } = encodeAs(query.format, row.der, readChain(row.chain));
    return await reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="${fileName(row.name)}${extension}"`)
      .send(body);
  });
}

function encodeAs(format: CertificateFormat, der: Uint8Array, issuers: readonly Uint8Array[]) {
  switch (format) {
    case 'der':
      return { mediaType: 'application/pkix-cert', extension: '.cer', body: Buffer.from(der) };
    case 'pem':
      return { mediaType: PEM_TYPE, extension: '.pem', body: encodePem('CERTIFICATE', der) };
    case 'chain': {
      // The certificate and its intermediates: the trust anchor is what the other side must have already.
      const path = [der, ...issuers.slice(0, -1)];
      return {
        mediaType: PEM_TYPE,
        extension: '-chain.pem',
        body: path.map((certificate) => encodePem('CERTIFICATE', certificate)).join(''),
      };
    }
  }
}

/** What any file system and any header takes. */
function fileName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'certificate';
}

const PEM_TYPE = 'application/x-pem-file';
