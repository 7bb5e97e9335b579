import { API_BASE, type CertificateDetail, type CertificateFormat, type Trustpoint } from '@crypto-cmp/api';
import { IconDownload } from '@tabler/icons-react';
import { Fragment } from 'react';

import { AltNames } from '../../ui/alt-names.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatHexColons } from '../../ui/hex.ts';
import { Section } from '../../ui/section.tsx';
import { formatDate, formatTimeWithSeconds } from '../../ui/time.ts';
import classes from './certificate-section.module.css';

interface CertificateSectionProps {
  trustpoint: Trustpoint;
  certificate: CertificateDetail;
}

export function CertificateSection({ trustpoint: { id, name, keyMadeHere }, certificate }: CertificateSectionProps) {
  const { subject, issuer, subjectAltNames, key, notBefore, notAfter, serialNumber, sha256 } = certificate;
  return (
    <Section
      title="Current certificate"
      aside={
        <span className={classes.downloads}>
          <IconDownload size={16} stroke={1.75} aria-hidden />
          {FORMATS.map(([format, label]) => (
            <a
              key={format}
              href={`${API_BASE}/trustpoints/${encodeURIComponent(id)}/certificate?format=${format}`}
              download
              aria-label={`Download ${label} of ${name}`}
            >
              {label}
            </a>
          ))}
        </span>
      }
    >
      <Facts lines labelWidth={148}>
        <Fact label="Subject Name">{subject}</Fact>
        <Fact label="Issuer">{issuer}</Fact>
        <Fact label="SAN">
          <AltNames names={subjectAltNames} />
        </Fact>
        <Fact label="Key">
          {key}
          {keyMadeHere && ', made by the console, never exported'}
        </Fact>
        <Fact label="Key usage">{describeUsage(certificate)}</Fact>
        <Fact label="Valid">
          {formatDate(notBefore)}, {formatTimeWithSeconds(notBefore)} to {formatDate(notAfter)},{' '}
          {formatTimeWithSeconds(notAfter)} UTC
        </Fact>
        <Fact label="Serial number" mono>
          <Octets hex={serialNumber} /> <CopyButton text={serialNumber} label="Copy serial number" />
        </Fact>
        <Fact label="SHA-256" mono>
          <span className={classes.fingerprint}>
            <span>
              <Octets hex={sha256.slice(0, 32)} />
            </span>
            <span>
              <Octets hex={sha256.slice(32)} />
            </span>
          </span>
          <CopyButton text={formatHexColons(sha256)} label="Copy SHA-256 fingerprint" />
        </Fact>
      </Facts>
    </Section>
  );
}

/** Breaks between octets, never inside one. */
function Octets({ hex }: { hex: string }) {
  return formatHexColons(hex)
    .split(':')
    .map((octet, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- the octets have no other name, and their order never changes
      <Fragment key={index}>
        {index > 0 && (
          <>
            :<wbr />
          </>
        )}
        {octet}
      </Fragment>
    ));
}

function describeUsage({ keyUsage, extendedKeyUsage }: CertificateDetail): string {
  const parts = [keyUsage, extendedKeyUsage].filter((names) => names !== null).map((names) => names.join(', '));
  return parts.length === 0 ? 'not limited' : parts.join('; ');
}

const FORMATS: readonly (readonly [CertificateFormat, string])[] = [
  ['pem', 'PEM'],
  ['der', 'DER'],
  ['chain', 'Chain'],
];
