import type { Connection } from '@crypto-cmp/lab-ca/node';
import type { PolicyDraftInput } from '@crypto-cmp/policy';
import { sampleDraft, sampleTrustpoint } from '@crypto-cmp/policy/testing';

import { NO_KUR_PATH } from './start-crossing.ts';

/** A policy for each way that an enrollment can go, with so many trustpoints each. */
export function torturePolicies(connection: Connection, port: number, trustpointsOfEach: number): PolicyDraftInput[] {
  return Object.entries(WAYS).map(([way, servers]) =>
    sampleDraft({
      name: way,
      servers: servers(port),
      trustAnchors: [connection.rootCertificate],
      trustpoints: Array.from({ length: trustpointsOfEach }, (_, index) =>
        sampleTrustpoint({
          name: `${way}-${index}`,
          subjectName: `CN=${way}-${index},O=Example`,
          senderName: `CN=${way}-${index}`,
          recipientName: connection.caName,
          referenceId: { format: 'text', value: connection.referenceId },
          secret: { action: 'replace', value: connection.secret },
          subjectAltNames: [{ type: 'fqdn', value: `${way}-${index}.example.com` }],
        }),
      ),
    }),
  );
}

type Servers = PolicyDraftInput['servers'];

const WAYS: Readonly<Record<string, (port: number) => Servers>> = {
  plain: (port) => [server('primary', port, '/cmp')],
  'explicit-confirm': (port) => [server('primary', port, '/cmp/explicit-confirm')],
  waiting: (port) => [server('primary', port, '/cmp/waiting')],
  // Nobody listens at tcpmux.
  'dead-primary': (port) => [server('primary', 1, '/cmp'), server('secondary', port, '/cmp/explicit-confirm')],
  'no-kur': (port) => [server('primary', port, NO_KUR_PATH)],
};

function server(role: 'primary' | 'secondary', port: number, path: string): Servers[number] {
  return { role, host: '127.0.0.1', port, path, transport: 'http' };
}
