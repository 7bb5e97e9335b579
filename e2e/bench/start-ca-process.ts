import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { type Certificate, parseCertificate } from '@crypto-cmp/x509';

export interface CaProcess {
  readonly url: string;
  readonly trustAnchor: Certificate;
  readonly stop: () => Promise<void>;
}

export async function startCaProcess(): Promise<CaProcess> {
  const child = fork(fileURLToPath(new URL('ca-process.ts', import.meta.url)));
  const [message] = await once(child, 'message');
  // as: ca-process.ts sends this one message
  const { url, rootCertificate } = message as { url: string; rootCertificate: string };
  const ended = once(child, 'exit');
  return {
    url,
    trustAnchor: parseCertificate(new Uint8Array(Buffer.from(rootCertificate, 'base64'))),
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
