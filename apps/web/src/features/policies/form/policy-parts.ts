import { SAN_TYPE_LABELS } from '@crypto-cmp/policy';

import { capitalize } from '../../../ui/capitalize.ts';
import { formatDateTime } from '../../../ui/time.ts';
import { KEY_LABELS } from '../key-labels.ts';
import { ADVANCED_LABELS } from './advanced-labels.ts';
import type { PolicyForm, ServerForm, TrustpointForm } from './policy-form.ts';

/**
 * The parts of a policy that can be changed one without the other: what the save bar counts and what two editors may clash
 * over. Each says how to read its value as text, and how to take it from another version.
 */
export interface Part<T> {
  name: string;
  label: string;
  read: (value: T) => string;
  take: (into: T, from: T) => T;
}

export const POLICY_PARTS: readonly Part<PolicyForm>[] = [
  part<PolicyForm>(
    'name',
    'Name',
    (policy) => policy.name,
    (into, { name }) => ({ ...into, name }),
  ),
  part<PolicyForm>(
    'certificateRenewalTimeout',
    'Certificate Renewal Timeout',
    (policy) => `${policy.certificateRenewalTimeout} days`,
    (into, { certificateRenewalTimeout }) => ({ ...into, certificateRenewalTimeout }),
  ),
  part<PolicyForm>('renewalWindow', 'Renewal window', describeWindow, (into, { renewalWindow }) => ({
    ...into,
    renewalWindow,
  })),
  part<PolicyForm>(
    'keyType',
    'Key',
    (policy) => KEY_LABELS[policy.keyType],
    (into, { keyType }) => ({ ...into, keyType }),
  ),
  part<PolicyForm>(
    'description',
    'Description',
    (policy) => policy.description,
    (into, { description }) => ({ ...into, description }),
  ),
  ...Object.entries(ADVANCED_LABELS).flatMap(([section, labels]) =>
    Object.entries(labels).map(([field, label]) => advancedPart(section, field, label)),
  ),
];

export const SERVER_PARTS: readonly Part<ServerForm>[] = [
  part<ServerForm>(
    'role',
    'Enable',
    (server) => ROLE_LABELS[server.role],
    (into, { role }) => ({ ...into, role }),
  ),
  part<ServerForm>(
    'transport',
    'Transport',
    (server) => server.transport.toUpperCase(),
    (into, { transport }) => ({ ...into, transport }),
  ),
  part<ServerForm>(
    'host',
    'IP',
    (server) => server.host,
    (into, { host }) => ({ ...into, host }),
  ),
  part<ServerForm>(
    'port',
    'Port',
    (server) => server.port,
    (into, { port }) => ({ ...into, port }),
  ),
  part<ServerForm>(
    'path',
    'Path',
    (server) => server.path,
    (into, { path }) => ({ ...into, path }),
  ),
];

export const TRUSTPOINT_PARTS: readonly Part<TrustpointForm>[] = [
  part<TrustpointForm>(
    'name',
    'Name',
    (row) => row.name,
    (into, { name }) => ({ ...into, name }),
  ),
  part<TrustpointForm>(
    'subjectName',
    'Subject Name',
    (row) => row.subjectName,
    (into, { subjectName }) => ({ ...into, subjectName }),
  ),
  part<TrustpointForm>(
    'referenceId',
    'Reference ID',
    ({ referenceId }) => (referenceId.format === 'text' ? `${referenceId.value} (Text)` : referenceId.value),
    (into, { referenceId }) => ({ ...into, referenceId }),
  ),
  part<TrustpointForm>('secret', 'Secret', describeSecret, (into, { secret }) => ({ ...into, secret })),
  part<TrustpointForm>(
    'senderName',
    'Sender Name',
    (row) => row.senderName,
    (into, { senderName }) => ({ ...into, senderName }),
  ),
  part<TrustpointForm>(
    'recipientName',
    'Recipient Name',
    (row) => row.recipientName,
    (into, { recipientName }) => ({ ...into, recipientName }),
  ),
  part<TrustpointForm>(
    'subjectAltNames',
    'Subject alternative names',
    (row) => row.subjectAltNames.map(({ type, value }) => `${SAN_TYPE_LABELS[type]} ${value}`).join('\n'),
    (into, { subjectAltNames }) => ({ ...into, subjectAltNames }),
  ),
];

export const ROLE_LABELS = { primary: 'Primary', secondary: 'Secondary' } as const;

/** What is not in use does not differ. */
function describeWindow({ renewalWindow: { kind, days, from, to, timeZone } }: PolicyForm): string {
  if (kind === 'any') return 'at any time';
  return `${days.map((day) => capitalize(day.slice(0, 3))).join(', ')}, ${from} to ${to}, ${timeZone}`;
}

/** Two Secrets cannot be compared by what they are, only by when they were set. */
function describeSecret({ secret, stored }: TrustpointForm): string {
  if (secret.action === 'replace')
    return `replaced by what is typed here${secret.value === '' ? ' (nothing yet)' : ''}`;
  if (secret.action === 'clear') return 'cleared';
  const setAt = stored?.secretSetAt ?? undefined;
  return setAt === undefined ? 'none' : `set on ${formatDateTime(setAt)} UTC`;
}

/** Sections and fields are those that have labels. */
function advancedPart(section: string, field: string, label: string): Part<PolicyForm> {
  const sectionOf = ({ advanced }: PolicyForm) => Reflect.get(advanced, section) as Record<string, unknown>;
  return part<PolicyForm>(
    `advanced/${section}/${field}`,
    label,
    (policy) => String(sectionOf(policy)[field]),
    (into, from) => ({
      ...into,
      advanced: { ...into.advanced, [section]: { ...sectionOf(into), [field]: sectionOf(from)[field] } },
    }),
  );
}

function part<T>(name: string, label: string, read: Part<T>['read'], take: Part<T>['take']): Part<T> {
  return { name, label, read, take };
}
