import {
  AdvancedSettings,
  CmpServerDraft,
  PolicyDraft,
  ReferenceId,
  SecretDraft,
  TrustpointDraft,
} from '@crypto-cmp/policy';
import { z } from 'zod';
import { Identifier } from '../read/identifier.ts';

const [, replaceSecret] = SecretDraft.options;

/** Whose credential protects the question to the CA. A typed Secret is used for this test, and stored nowhere. */
const TestCredential = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trustpoint'), trustpointId: Identifier }),
  z.strictObject({
    kind: z.literal('typed'),
    referenceId: ReferenceId,
    secret: replaceSecret.shape.value,
    senderName: TrustpointDraft.shape.senderName.optional(),
  }),
]);

/** What of a policy's advanced settings decides how a server is asked, and which answers are taken. Absent: the defaults. */
const TestSettings = AdvancedSettings.pick({ protection: true, acceptance: true, tls: true, proxy: true });

/** One server as it stands in a form, saved or not. Without `credential` no protected question is asked. */
export const ConnectionTestDraft = z
  .strictObject({
    server: CmpServerDraft,
    /** PEM: whom the server's TLS certificate and the CA's signature may chain to. */
    trustAnchors: PolicyDraft.shape.trustAnchors,
    credential: TestCredential.optional(),
    advanced: TestSettings.prefault({}),
  })
  .meta({ id: 'ConnectionTestDraft' });
export type ConnectionTestDraft = z.output<typeof ConnectionTestDraft>;
