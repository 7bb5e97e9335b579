import type { AddressInfo } from 'node:net';

import { type Certificate, parseCertificate } from '@crypto-cmp/x509';
import { createSigner, nodeCrypto } from '@crypto-cmp/x509/node';

import { createLabCa, type LabCa } from '../src/create-lab-ca.ts';
import type { LabCaOptions } from '../src/lab-ca-options.ts';
import { serveLabCa } from '../src/node/serve-lab-ca.ts';
import { createMemoryStore } from '../src/store/memory-store.ts';

/** A lab CA on loopback, with nothing on disk. */
export interface RunningLab {
  readonly labCa: LabCa;
  readonly root: Certificate;
  readonly issuing: Certificate;
  /** Without path. */
  readonly url: string;
  /** @throws AggregateError when something went wrong inside, which nothing ever should. */
  stop(): Promise<void>;
}

export const REFERENCE = { referenceId: '42', secret: 'correct horse battery staple' } as const;

export async function createTestLab(options: Partial<LabCaOptions> = {}): Promise<LabCa> {
  return createLabCa({
    store: createMemoryStore(),
    crypto: nodeCrypto,
    createSigner: (privateKey) => createSigner(privateKey),
    clock: () => new Date(),
    references: [REFERENCE],
    ...options,
  });
}

export async function runTestLab(options: Partial<LabCaOptions> = {}): Promise<RunningLab> {
  const labCa = await createTestLab(options);
  const errors: unknown[] = [];
  const server = serveLabCa(labCa, (error) => errors.push(error));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // as: a server that listens on a port has such an address
  const { port } = server.address() as AddressInfo;
  return {
    labCa,
    root: parseCertificate(labCa.rootCertificate),
    issuing: parseCertificate(labCa.issuingCertificate),
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      if (errors.length > 0) throw new AggregateError(errors, 'the lab CA had faults of its own');
    },
  };
}
