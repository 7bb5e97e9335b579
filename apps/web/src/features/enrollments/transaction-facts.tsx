import type { Enrollment } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import { CopyButton } from '../../ui/copy-button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatHexGroups } from '../../ui/hex.ts';
import { Section } from '../../ui/section.tsx';
import { formatTimeWithSeconds } from '../../ui/time.ts';
import { nameRole } from './ladder-rungs.ts';

export function TransactionFacts({ enrollment }: { enrollment: Enrollment }) {
  const { policy, trustpoint, transactionID, referenceId, protection, failover, server } = enrollment;
  return (
    <Section title="Transaction">
      <Facts labelWidth={104}>
        <Fact label="Trustpoint">
          <Link to="/trustpoints/$trustpointId" params={{ trustpointId: trustpoint.id }}>
            {trustpoint.name}
          </Link>
        </Fact>
        <Fact label="Policy">
          <Link to="/policies/$policyId" params={{ policyId: policy.id }}>
            {policy.name}
          </Link>
        </Fact>
        <Fact label="transactionID" mono>
          {transactionID === null ? (
            'none yet'
          ) : (
            <>
              {formatHexGroups(transactionID)} <CopyButton text={transactionID} label="Copy transactionID" />
            </>
          )}
        </Fact>
        <Fact label="Reference ID">{referenceId}</Fact>
        <Fact label="Protection">{describeProtection(protection)}</Fact>
        <Fact label="Failover">
          {failover === null
            ? 'not needed'
            : `at ${formatTimeWithSeconds(failover.at)} UTC${server === null ? '' : `, to ${nameRole(server.role)}`}: ${failover.reason}`}
        </Fact>
      </Facts>
    </Section>
  );
}

function describeProtection({ sent, received }: Enrollment['protection']): string {
  if (sent === null) return 'none yet';
  const words = received === null ? `${WORDS[sent]} sent, nothing proven received` : describeBoth(sent, received);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Protection = keyof typeof WORDS;

const describeBoth = (sent: Protection, received: Protection) =>
  sent === received ? `${WORDS[sent]} both ways` : `${WORDS[sent]} sent, ${WORDS[received]} received`;

const WORDS = { mac: 'MAC', signature: 'signature' };
