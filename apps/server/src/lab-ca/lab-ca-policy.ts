import { LIMITS, nameKey, PolicyDraft, type ReferenceId } from '@crypto-cmp/policy';
import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import type { LabCaConnection } from './lab-ca-connection.ts';

/** A policy that works with the lab CA at once, under names that are still free. */
export async function draftLabCaPolicy(
  database: Kysely<Database>,
  { url, referenceId, secret, caName, rootCertificate }: LabCaConnection,
): Promise<PolicyDraft> {
  const policies = await database.selectFrom('policies').select('nameKey').execute();
  const trustpoints = await database.selectFrom('trustpoints').select('nameKey').execute();
  const device = freeName('lab-device', trustpoints);
  const subject = `CN=${device},O=Lab`;
  const isTls = url.protocol === 'https:';
  return PolicyDraft.parse({
    name: freeName('lab-ca', policies),
    description: 'Made by the console to try enrollments with the lab CA.',
    servers: [
      {
        role: 'primary',
        host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
        path: url.pathname,
        transport: isTls ? 'tls' : 'http',
      },
    ],
    trustAnchors: [rootCertificate],
    trustpoints: [
      {
        name: device,
        subjectName: subject,
        referenceId: toReferenceId(referenceId),
        secret: { action: 'replace', value: secret },
        senderName: subject,
        recipientName: caName,
        subjectAltNames: [{ type: 'fqdn', value: `${device}.lab.example` }],
      },
    ],
  });
}

/** `lab-ca`, then `lab-ca-2` and so on. */
function freeName(base: string, taken: readonly { readonly nameKey: string }[]): string {
  const keys = new Set(taken.map((row) => row.nameKey));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!keys.has(nameKey(name))) return name;
  }
}

function toReferenceId(text: string): ReferenceId {
  const { min, max } = LIMITS.referenceIdNumber;
  const number = Number(text);
  const isNumber = /^(?:0|[1-9]\d*)$/.test(text) && number >= min && number <= max;
  return isNumber ? { format: 'number', value: number } : { format: 'text', value: text };
}
