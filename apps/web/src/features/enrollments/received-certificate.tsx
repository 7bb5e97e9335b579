import type { CertificateDetail, Enrollment } from '@crypto-cmp/api';

import { AltNames } from '../../ui/alt-names.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { daysBetween, formatDate, formatTime } from '../../ui/time.ts';
import { isDifference } from './requested-issued.tsx';

/** What the CA sent. Whether it is in use, the page's state says. */
export function ReceivedCertificate({
  certificate,
  comparison,
}: {
  certificate: CertificateDetail;
  comparison: Enrollment['comparison'];
}) {
  const differs = comparison.some(isDifference);
  const key = comparison.find(({ field }) => field === 'publicKey');
  const days = daysBetween(certificate.notBefore, certificate.notAfter);
  return (
    <Section
      title="Received certificate"
      aside={
        comparison.length > 0 && (
          <StateMark state={differs ? 'check-failed' : 'check-passed'}>
            {differs ? 'Not as requested' : 'As requested'}
          </StateMark>
        )
      }
    >
      <Facts>
        <Fact label="Subject Name">{certificate.subject}</Fact>
        <Fact label="Issuer">{certificate.issuer}</Fact>
        <Fact label="SAN">
          <AltNames names={certificate.subjectAltNames} />
        </Fact>
        <Fact label="Key">
          {certificate.key}
          {key?.verdict === 'same' && ', equals the requested key'}
        </Fact>
        <Fact label="Valid until">
          {formatDate(certificate.notAfter)}, {formatTime(certificate.notAfter)} UTC,{' '}
          {days === 1 ? '1 day' : `${days} days`}
        </Fact>
      </Facts>
    </Section>
  );
}
