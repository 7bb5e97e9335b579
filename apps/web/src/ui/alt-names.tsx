import type { CertificateDetail } from '@crypto-cmp/api';

import { Nothing } from './table.tsx';

/** Subject alternative names, one a line, each with the document's word for its type. */
export function AltNames({ names }: { names: CertificateDetail['subjectAltNames'] }) {
  if (names.length === 0) return <Nothing />;
  return (
    <ul>
      {names.map(({ type, value }) => (
        <li key={`${type} ${value}`}>
          <span className="dimmed">{LABELS[type]}</span> {value}
        </li>
      ))}
    </ul>
  );
}

const LABELS: Record<CertificateDetail['subjectAltNames'][number]['type'], string> = {
  'ip-address': 'IP Address',
  'distinguished-name': 'Distinguished Name',
  email: 'Email',
  string: 'String',
  fqdn: 'FQDN',
  uri: 'URI',
  'registered-id': 'Registered ID',
  other: 'Other',
};
