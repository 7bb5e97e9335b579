import { routes } from '@crypto-cmp/api';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import type { FastifyInstance } from 'fastify';

import { addRoute } from '../http/add-route.ts';
import { wayToServer } from '../policies/way-to-server.ts';
import { noteTest, type NoteTestDependencies } from './note-test.ts';
import { type CredentialDependencies, readTestCredential } from './test-credential.ts';
import { testConnection } from './test-connection.ts';

/** Tests a server as it stands in a form. Only what was typed is asked, and nothing of it is stored. */
export function addConnectionTestRoutes(
  app: FastifyInstance,
  dependencies: CredentialDependencies & NoteTestDependencies,
): void {
  const { now } = dependencies;
  addRoute(app, routes.connectionTests.create, async ({ body }) => {
    const credential =
      body.credential === undefined
        ? undefined
        : await readTestCredential(dependencies, body.credential, body.advanced.protection);
    const way = await wayToServer(dependencies, body, body.server);
    const test = await testConnection({ ...body, way }, credential, { crypto: nodeCrypto, now });
    await noteTest(dependencies, way, test);
    return test;
  });
}
