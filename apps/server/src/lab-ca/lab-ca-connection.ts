import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

/** How to reach the lab CA: what it wrote into its own data folder. Holds its Secret. */
export interface LabCaConnection {
  readonly url: URL;
  readonly referenceId: string;
  readonly secret: string;
  /** The name under which it answers: RFC 4514 text. */
  readonly caName: string;
  readonly rootCertificate: string;
}

/** Where a lab CA may be found; nothing for none. */
export interface LabCaPlace {
  readonly labCaDir: string | undefined;
  /** Instead of the URL in its folder. */
  readonly labCaUrl: string | undefined;
}

/**
 * Reads `connection.json` of the lab CA's folder, anew each time: the lab CA may start after the console.
 *
 * @returns undefined when there is no lab CA, or none has started there yet
 */
export function readLabCaConnection({ labCaDir, labCaUrl }: LabCaPlace): LabCaConnection | undefined {
  if (labCaDir === undefined) return undefined;
  const written = Connection.safeParse(readJson(join(labCaDir, 'connection.json')));
  if (!written.success) return undefined;
  const { url, path, referenceId, secret, caName, rootCertificate } = written.data;
  const target = new URL(labCaUrl ?? url);
  if (target.pathname === '/') target.pathname = path;
  return { url: target, referenceId: String(referenceId), secret, caName, rootCertificate };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const Connection = z.object({
  url: z.url({ protocol: /^https?$/ }),
  path: z.string().startsWith('/').default('/cmp'),
  referenceId: z.union([z.string().min(1), z.int()]),
  secret: z.string().min(1),
  caName: z.string().default(''),
  rootCertificate: z.string().min(1),
});
