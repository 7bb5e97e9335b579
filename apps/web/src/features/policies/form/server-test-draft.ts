import type { RouteBody, Routes } from '@crypto-cmp/api';
import { ReferenceId, TrustpointDraft } from '@crypto-cmp/policy';

import { toAdvancedDraft } from './advanced-form.ts';
import type { PolicyForm, ServerForm, TrustpointForm } from './policy-form.ts';
import { toNumber } from './to-number.ts';

type ServerTestDraft = RouteBody<Routes['connectionTests']['create']>;

/** What a test of one server is asked with: the values as they stand in the form, saved or not. */
export function toServerTestDraft(form: PolicyForm, { key: _, port, ...server }: ServerForm): ServerTestDraft {
  const credential = form.trustpoints.map(toCredential).find((found) => found !== undefined);
  return {
    server: { ...server, port: Number(port) },
    trustAnchors: form.trustAnchors.map(({ pem }) => pem),
    advanced: toSettings(form),
    ...(credential === undefined ? {} : { credential }),
  };
}

/** What a test takes of the advanced settings. */
function toSettings({ advanced: { protection, acceptance, tls, proxy } }: PolicyForm) {
  // Field by field what the form has; what cannot be sent so is the server's to refuse, in words that the form shows.
  return toAdvancedDraft({ protection, acceptance, tls, proxy }, toNumber) as NonNullable<ServerTestDraft['advanced']>;
}

/** A Secret that was typed just now, else what the server holds of the row; none where it would have none after a save. */
function toCredential({ referenceId, secret, senderName, stored }: TrustpointForm): ServerTestDraft['credential'] {
  if (secret.action === 'replace') {
    const value = referenceId.format === 'number' ? Number(referenceId.value || Number.NaN) : referenceId.value;
    const reference = ReferenceId.safeParse({ format: referenceId.format, value });
    if (!reference.success || secret.value === '') return undefined;
    const sender = TrustpointDraft.shape.senderName.safeParse(senderName);
    return {
      kind: 'typed',
      referenceId: reference.data,
      secret: secret.value,
      ...(sender.success ? { senderName: sender.data } : {}),
    };
  }
  const isHeld =
    stored?.hasCertificate === true || (secret.action === 'keep' && typeof stored?.secretSetAt === 'string');
  return stored !== undefined && isHeld ? { kind: 'trustpoint', trustpointId: stored.id } : undefined;
}
