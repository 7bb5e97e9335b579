import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { createLabCa, createMemoryStore, type LabCa } from '@crypto-cmp/lab-ca';
import { type Certificate, parseCertificate } from '@crypto-cmp/x509';
import { createSigner, nodeCrypto } from '@crypto-cmp/x509/node';

import type { Connection } from './client.ts';
import { type Watch, watchCrypto, watchSigner } from './watch-crypto.ts';

/** A lab CA in this process that keeps its books in memory: what it costs is protocol and cryptography. */
export interface BenchCa {
  readonly trustAnchor: Certificate;
  /** Its handler, called without any network. */
  readonly connect: () => Connection;
  readonly handle: LabCa['handle'];
}

/** With `watch`, its cryptography is watched. */
export async function openBenchCa(watch: Watch = (_, run) => run()): Promise<BenchCa> {
  const labCa = await createLabCa({
    store: createMemoryStore(),
    // What is encrypted is not watched: none of the measured transactions encrypts.
    crypto: { ...nodeCrypto, ...watchCrypto(nodeCrypto, watch) },
    createSigner: (key) => watchSigner(createSigner(key), watch),
    clock: () => new Date(),
    references: [{ referenceId: REFERENCE_ID, secret: SECRET }],
  });
  const handle: LabCa['handle'] = (request) => labCa.handle(request);
  return {
    trustAnchor: parseCertificate(labCa.rootCertificate),
    handle,
    connect: () => ({
      send: async (body) => (await handle({ path: PATH, contentType: 'application/pkixcmp', body })).body,
      close: () => {},
    }),
  };
}

/** The CA behind a plain HTTP server on the loopback. */
export async function listen({ handle }: BenchCa): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void buffer(request)
      .then((body) => handle({ path: request.url ?? '', contentType: request.headers['content-type'], body }))
      .then(({ status, headers, body }) => response.writeHead(status, { ...headers }).end(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // as: a server on a port has an address of this kind
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await server[Symbol.asyncDispose]();
  };
  return { url: `http://127.0.0.1:${port}${PATH}`, close };
}

export const REFERENCE_ID = 'bench';
export const SECRET = 'a secret that protects nothing';
const PATH = '/cmp';
