import type { Policy } from '@crypto-cmp/api';
import {
  DEFAULT_ADVANCED_SETTINGS,
  DEFAULT_KEY_TYPE,
  DEFAULT_PORTS,
  LIMITS,
  type ServerRole,
} from '@crypto-cmp/policy';

import { toAdvancedForm } from './advanced-form.ts';
import {
  newKey,
  type PolicyForm,
  type RenewalWindowForm,
  type SanForm,
  type ServerForm,
  type TrustpointForm,
} from './policy-form.ts';

/** A stored policy as form values: every Secret kept. */
export function toPolicyForm(policy: Policy): PolicyForm {
  return {
    name: policy.name,
    description: policy.description,
    certificateRenewalTimeout: String(policy.certificateRenewalTimeout),
    renewalWindow: policy.renewalWindow === null ? createRenewalWindow() : { kind: 'hours', ...policy.renewalWindow },
    keyType: policy.keyType,
    servers: policy.servers.map(({ role, transport, host, port, path }) => ({
      key: role,
      role,
      transport,
      host,
      port: String(port),
      path,
    })),
    trustAnchors: policy.trustAnchors.map((pem) => ({ key: anchorKey(pem), pem })),
    trustpoints: policy.trustpoints.map((trustpoint) => ({
      key: trustpoint.id,
      name: trustpoint.name,
      subjectName: trustpoint.subjectName,
      referenceId: { format: trustpoint.referenceId.format, value: String(trustpoint.referenceId.value) },
      secret: { action: trustpoint.secret.isSet || trustpoint.notAfter !== null ? 'keep' : 'replace', value: '' },
      senderName: trustpoint.senderName,
      recipientName: trustpoint.recipientName,
      subjectAltNames: trustpoint.subjectAltNames.map(({ type, value }, index) => ({
        key: `san-${index}`,
        type,
        value,
      })),
      stored: { id: trustpoint.id, secretSetAt: trustpoint.secret.setAt, hasCertificate: trustpoint.notAfter !== null },
    })),
    advanced: toAdvancedForm(policy.advanced),
  };
}

/** A new policy: its Primary and one trustpoint, with the documented defaults. */
export function createPolicyForm(): PolicyForm {
  return {
    name: '',
    description: '',
    certificateRenewalTimeout: String(LIMITS.certificateRenewalTimeout.default),
    renewalWindow: createRenewalWindow(),
    keyType: DEFAULT_KEY_TYPE,
    servers: [createServer('primary')],
    trustAnchors: [],
    trustpoints: [createTrustpoint()],
    advanced: toAdvancedForm(DEFAULT_ADVANCED_SETTINGS),
  };
}

/** At any time; what stands there when hours are asked for is a weekend's nights where the administrator is. */
function createRenewalWindow(): RenewalWindowForm {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { kind: 'any', days: ['saturday', 'sunday'], from: '22:00', to: '04:00', timeZone };
}

export function createServer(role: ServerRole): ServerForm {
  return { key: newKey(), role, transport: 'http', host: '', port: String(DEFAULT_PORTS.http), path: '/' };
}

export function createTrustpoint(): TrustpointForm {
  return {
    key: newKey(),
    name: '',
    subjectName: '',
    referenceId: { format: 'number', value: '' },
    secret: { action: 'replace', value: '' },
    senderName: '',
    recipientName: '',
    subjectAltNames: [createSan()],
  };
}

export function createSan(): SanForm {
  return { key: newKey(), type: 'fqdn', value: '' };
}

/** The same certificate is the same row in each version of a policy. */
export function anchorKey(pem: string): string {
  return `pem-${pem.replace(/-----[A-Z ]+-----|\s+/g, '').replaceAll('/', '_')}`;
}
