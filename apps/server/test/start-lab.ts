import type { PolicyDraftInput } from '@crypto-cmp/policy';
import { sampleDraft, sampleTrustpoint } from '@crypto-cmp/policy/testing';
import { type RunningLabCa, startLabCa } from '@crypto-cmp/lab-ca/node';
import { onTestFinished } from 'vitest';

import { type AtEnd, makeFolder } from './start-console.ts';

/** A real lab CA on a port of its own; it ends with the test. */
export async function startLab(atEnd: AtEnd = onTestFinished, folder = makeFolder(atEnd)): Promise<RunningLabCa> {
  const lab = await startLabCa({ folder, port: 0 });
  atEnd(async () => await lab.stop());
  return lab;
}

export interface LabPolicyOptions {
  /** Below `/cmp`, such as `waiting` or `faults/silence`. */
  readonly path?: string;
  readonly secret?: string;
  readonly name?: string;
  readonly servers?: PolicyDraftInput['servers'];
  readonly recipientName?: string;
  readonly trustAnchors?: readonly string[];
  readonly keyType?: PolicyDraftInput['keyType'];
  readonly advanced?: PolicyDraftInput['advanced'];
}

/** A policy with one trustpoint that the lab CA takes. */
export function labPolicy({ connection }: RunningLabCa, options: LabPolicyOptions = {}): PolicyDraftInput {
  const name = options.name ?? 'device';
  return sampleDraft({
    name: `policy-of-${name}`,
    keyType: options.keyType ?? 'ec-p256',
    ...(options.advanced !== undefined && { advanced: options.advanced }),
    servers: options.servers ?? [labServer({ connection }, options.path)],
    trustAnchors: [...(options.trustAnchors ?? [connection.rootCertificate])],
    trustpoints: [
      sampleTrustpoint({
        name,
        subjectName: `CN=${name},O=Example`,
        senderName: `CN=${name}`,
        recipientName: options.recipientName ?? connection.caName,
        referenceId: { format: 'text', value: connection.referenceId },
        secret: { action: 'replace', value: options.secret ?? connection.secret },
        subjectAltNames: [
          { type: 'fqdn', value: `${name}.example.com` },
          { type: 'string', value: `${name}@example.com` },
        ],
      }),
    ],
  });
}

/** The lab CA as a server of a policy. */
export function labServer(
  { connection }: Pick<RunningLabCa, 'connection'>,
  path = '',
  role: 'primary' | 'secondary' = 'primary',
): PolicyDraftInput['servers'][number] {
  const { hostname, port } = new URL(connection.url);
  return { role, host: hostname, port: Number(port), path: path === '' ? '/cmp' : `/cmp/${path}`, transport: 'http' };
}
