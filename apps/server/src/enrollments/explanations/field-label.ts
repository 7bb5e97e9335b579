/** The label that the field at a pointer has in the policy form. */
export function fieldLabel(pointer: string): string {
  return LABELS[pointer.split('/').at(-1) ?? ''] ?? '';
}

const LABELS: Readonly<Record<string, string>> = {
  secret: 'Secret',
  referenceId: 'Reference ID',
  subjectName: 'Subject Name',
  senderName: 'Sender Name',
  recipientName: 'Recipient Name',
  value: 'SAN Value',
  host: 'IP',
  port: 'Port',
  path: 'Path',
  transport: 'Transport',
  keyType: 'Key',
  trustAnchors: 'Trust anchors',
  sender: 'Expected sender',
  maxIterations: 'Most iterations',
};
