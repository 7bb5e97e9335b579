import type { CertificateChain, Trustpoint } from '@crypto-cmp/api';
import { IconAnchor, IconBuildingBank, IconCertificate, IconCheck, IconX } from '@tabler/icons-react';

import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatDate } from '../../ui/time.ts';
import classes from './chain-section.module.css';

/** From the trust anchor down to the certificate; between two stands whether the upper one's key verified the lower. */
export function ChainSection({ chain, policy }: { chain: CertificateChain; policy: Trustpoint['policy'] }) {
  const down = chain.items.toReversed();
  return (
    <Section
      title="Chain"
      aside={
        <StateMark state={chain.complete ? 'check-passed' : 'check-failed'}>
          {chain.complete ? 'complete' : 'not complete'}
        </StateMark>
      }
    >
      <ol className={classes.chain} aria-label="From the trust anchor down">
        {down.map((item, index) => {
          const Icon = ICONS[item.role];
          return (
            <li key={item.sha256}>
              {index > 0 && <Verdict verified={item.signatureVerified} />}
              <div className={classes.item} data-role={item.role} title={item.subject}>
                <Icon size={20} stroke={1.5} aria-hidden />
                <div>
                  <div className={classes.name}>{item.displayName}</div>
                  <small>
                    {item.role === 'trust-anchor' ? `Trust anchor of ${policy.name}` : item.key} · until{' '}
                    {formatDate(item.notAfter)}
                  </small>
                </div>
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function Verdict({ verified }: { verified: boolean | null }) {
  const Icon = verified === true ? IconCheck : IconX;
  return (
    <span className={classes.verdict} data-verified={verified === true || undefined}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {verified === true ? 'signature verified' : verified === false ? 'signature not verified' : 'issuer not known'}
    </span>
  );
}

const ICONS = { 'end-entity': IconCertificate, intermediate: IconBuildingBank, 'trust-anchor': IconAnchor };
