import { CmpServerDraft, PolicyDraft, ReferenceId, SecretDraft, TrustpointDraft } from '@crypto-cmp/policy';
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

/** One server as it stands in a form, saved or not. Without `credential` no protected question is asked. */
export const ConnectionTestDraft = z
  .strictObject({
    server: CmpServerDraft,
    /** PEM: whom the server's TLS certificate and the CA's signature may chain to. */
    trustAnchors: PolicyDraft.shape.trustAnchors,
    credential: TestCredential.optional(),
  })
  .meta({ id: 'ConnectionTestDraft' });
export type ConnectionTestDraft = z.output<typeof ConnectionTestDraft>;
