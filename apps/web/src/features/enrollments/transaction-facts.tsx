import type { Enrollment } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import { CopyButton } from '../../ui/copy-button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatHexGroups } from '../../ui/hex.ts';
import { Section } from '../../ui/section.tsx';
import { formatTimeWithSeconds } from '../../ui/time.ts';
import { nameRole } from './ladder-rungs.ts';

export function TransactionFacts({ enrollment }: { enrollment: Enrollment }) {
  const { policy, trustpoint, transactionID, referenceId, failover, fallback, server } = enrollment;
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
        {fallback !== null && (
          <Fact label="Refused kur" mono>
            {formatHexGroups(fallback.transactionID)}{' '}
            <CopyButton text={fallback.transactionID} label="Copy the transactionID of the refused kur" />
          </Fact>
        )}
        <Fact label="Reference ID">{referenceId}</Fact>
        <Fact label="Protection">{describeProtection(enrollment)}</Fact>
        <Fact label="Failover">
          {failover === null
            ? describeNoFailover(enrollment)
            : `at ${formatTimeWithSeconds(failover.at)} UTC${server === null ? '' : `, to ${nameRole(server.role)}`}${failover.skipped ? ', nothing sent before' : ''}: ${failover.reason}`}
        </Fact>
      </Facts>
    </Section>
  );
}

/** Why nobody else was asked. */
function describeNoFailover({ servers, messages }: Enrollment): string {
  const isLost = messages.at(-1)?.problem !== undefined && messages.at(-1)?.problem !== null;
  if (!isLost) return 'not needed';
  return servers.length < 2 ? 'no Secondary is set' : 'none';
}

function describeProtection({ protection: { sent, received }, messages }: Enrollment): string {
  if (sent === null) return 'none yet';
  const hasAnswer = messages.some(({ direction }) => direction === 'received');
  const words =
    received === null
      ? `${WORDS[sent]} sent, ${hasAnswer ? 'nothing proven received' : 'nothing received'}`
      : describeBoth(sent, received);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Protection = keyof typeof WORDS;

const describeBoth = (sent: Protection, received: Protection) =>
  sent === received ? `${WORDS[sent]} both ways` : `${WORDS[sent]} sent, ${WORDS[received]} received`;

const WORDS = { mac: 'MAC', signature: 'signature' };
