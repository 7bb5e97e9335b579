import { API_BASE, type LabCa, routes, toEtag } from '@crypto-cmp/api';
import { toHex } from '@crypto-cmp/der';
import { formatName, parseCertificate, parsePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import type { FastifyInstance } from 'fastify';

import { addRoute } from '../http/add-route.ts';
import { makeOnce } from '../http/idempotency.ts';
import { createPolicy, type PolicyDependencies } from '../policies/policy-service.ts';
import { readPolicy } from '../policies/read-policy.ts';
import { refusal } from '../refusal.ts';
import { type LabCaConnection, type LabCaPlace, readLabCaConnection } from './lab-ca-connection.ts';
import { draftLabCaPolicy } from './lab-ca-policy.ts';

/** The lab CA beside the console: what it is, and a policy for it at one click. Its Secret stays on the server. */
export function addLabCaRoutes(app: FastifyInstance, dependencies: PolicyDependencies, place: LabCaPlace): void {
  addRoute(app, routes.labCa.get, async () => {
    const connection = readLabCaConnection(place);
    return connection === undefined ? { configured: false as const } : await describe(connection);
  });

  addRoute(app, routes.labCa.createPolicy, async ({ raw }, reply) => {
    if (place.labCaDir === undefined) {
      throw refusal('lab-ca-not-configured', 'Start the console with LAB_CA_DIR, the data folder of a lab CA.');
    }
    const connection = readLabCaConnection(place);
    if (connection === undefined) {
      throw refusal('lab-ca-unavailable', 'Its data folder holds no connection.json. Start the lab CA first.');
    }
    const { id, isNew } = await makeOnce(dependencies, raw, async (database) =>
      createPolicy(dependencies, database, await draftLabCaPolicy(database, connection)),
    );
    if (isNew) dependencies.publish({ type: 'policy-changed', id, change: 'created' });
    const policy = await readPolicy(dependencies.database, id, dependencies.now());
    reply.headers({ location: `${API_BASE}/policies/${id}`, etag: toEtag(policy.version) });
    return policy;
  });
}

async function describe({ url, rootCertificate }: LabCaConnection): Promise<LabCa> {
  const [der = new Uint8Array()] = parsePem(rootCertificate, 'CERTIFICATE');
  const root = parseCertificate(der);
  return {
    configured: true,
    url: url.href,
    rootSubject: formatName(root.subject),
    rootSha256: toHex(await nodeCrypto.digest('sha256', der)),
    rootNotAfter: root.notAfter.toISOString(),
  };
}
