import type { PolicyDraftInput } from '@crypto-cmp/policy';
import type { Policy } from './read/policy.ts';

/** A policy as PUT takes it back: every Secret kept. */
export function toPolicyDraft(policy: Policy): PolicyDraftInput {
  const { name, description, certificateRenewalTimeout, renewalWindow, keyType } = policy;
  const { servers, trustAnchors, trustpoints, advanced } = policy;
  return {
    name,
    description,
    certificateRenewalTimeout,
    renewalWindow,
    keyType,
    servers,
    trustAnchors,
    trustpoints: trustpoints.map((trustpoint) => ({
      id: trustpoint.id,
      name: trustpoint.name,
      subjectName: trustpoint.subjectName,
      referenceId: trustpoint.referenceId,
      secret: { action: 'keep' },
      senderName: trustpoint.senderName,
      recipientName: trustpoint.recipientName,
      subjectAltNames: trustpoint.subjectAltNames,
    })),
    advanced,
  };
}
