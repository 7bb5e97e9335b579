import { parsePointer } from '@crypto-cmp/policy';

import { ADVANCED_LABELS } from './advanced-labels.ts';
import type { PolicyForm } from './policy-form.ts';
import { ROLE_LABELS } from './policy-parts.ts';

/** What to call a field from afar: "Trustpoint ap-12-eap, SAN Value". */
export function labelOf(values: PolicyForm, pointer: string): string {
  const [list, index, field, inner, last] = parsePointer(pointer);
  if (list === 'servers') {
    const server = typeof index === 'number' ? values.servers[index] : undefined;
    return server === undefined
      ? 'CMP servers'
      : `${ROLE_LABELS[server.role]}, ${SERVER_LABELS[String(field)] ?? 'server'}`;
  }
  if (list === 'trustAnchors') return typeof index === 'number' ? `Trust anchor ${index + 1}` : 'Trust anchors';
  if (list === 'advanced') return advancedLabel(String(index), String(field));
  if (list === 'renewalWindow')
    return index === undefined ? 'Renewal window' : `Renewal window, ${WINDOW_LABELS[index] ?? index}`;
  if (list !== 'trustpoints') return POLICY_LABELS[String(list)] ?? 'Policy';
  if (typeof index !== 'number') return 'Trustpoints';
  const name = values.trustpoints[index]?.name ?? '';
  const row = name === '' ? `Trustpoint ${index + 1}` : `Trustpoint ${name}`;
  const label =
    field === 'subjectAltNames' && inner !== undefined ? SAN_LABELS[String(last)] : TRUSTPOINT_LABELS[String(field)];
  return label === undefined ? row : `${row}, ${label}`;
}

function advancedLabel(section: string, field: string): string {
  const labels: Record<string, Record<string, string>> = ADVANCED_LABELS;
  const label = labels[section]?.[field];
  return label === undefined ? 'Advanced' : `Advanced, ${label}`;
}

const POLICY_LABELS: Record<string, string> = {
  name: 'Name',
  certificateRenewalTimeout: 'Certificate Renewal Timeout',
  keyType: 'Key',
  description: 'Description',
};

const WINDOW_LABELS: Record<string, string> = { days: 'Days', from: 'From', to: 'To', timeZone: 'Time zone' };

const SERVER_LABELS: Record<string, string> = {
  role: 'Enable',
  transport: 'Transport',
  host: 'IP',
  port: 'Port',
  path: 'Path',
};

const TRUSTPOINT_LABELS: Record<string, string> = {
  name: 'Name',
  subjectName: 'Subject Name',
  referenceId: 'Reference ID',
  secret: 'Secret',
  senderName: 'Sender Name',
  recipientName: 'Recipient Name',
  subjectAltNames: 'Subject alternative names',
};

const SAN_LABELS: Record<string, string> = { type: 'SAN Type', value: 'SAN Value' };
