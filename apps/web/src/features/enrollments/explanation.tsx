import type { Enrollment, Failure } from '@crypto-cmp/api';
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCircleX,
  IconForms,
  IconInfoCircle,
  IconMail,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { Button, LinkButton } from '../../ui/button.tsx';
import { useCopy } from '../../ui/copy-button.tsx';
import { formatDate, formatDistance, formatRecent } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './explanation.module.css';

/** Why it failed, in words; the ways out; what still works meanwhile. */
export function Explanation({ enrollment, failure }: { enrollment: Enrollment; failure: Failure }) {
  const { cause, detail, fix, field, operatorsText } = failure.explanation;
  return (
    <section className={classes.card} aria-labelledby="cause">
      <div className={classes.head}>
        <IconCircleX size={20} stroke={1.75} aria-hidden />
        <div>
          <h2 id="cause">{cause.replace(/\.$/, '')}</h2>
          {detail !== '' && detail !== cause && <p>{detail}</p>}
        </div>
      </div>
      <div className={classes.ways}>
        <Way icon={<IconForms size={16} stroke={1.75} aria-hidden />} title="What to do" text={fix}>
          {field && (
            <LinkButton
              size="small"
              to="/policies/$policyId"
              params={{ policyId: field.policyId }}
              hash={field.pointer}
              iconAfter={<IconArrowRight size={14} stroke={1.75} aria-hidden />}
            >
              Go to {field.label}
            </LinkButton>
          )}
        </Way>
        {operatorsText !== null && (
          <Way
            icon={<IconMail size={16} stroke={1.75} aria-hidden />}
            title="For the CA’s operators"
            text="A text with the transactionID, the time and the answer, by which they find the request. It holds no Secret."
          >
            <CopyText text={operatorsText} />
          </Way>
        )}
      </div>
      {failure.claim !== null && <Claim claim={failure.claim} />}
      <Foot enrollment={enrollment} failure={failure} />
    </section>
  );
}

interface WayProps {
  icon: ReactNode;
  title: string;
  text: string;
  children: ReactNode;
}

function Way({ icon, title, text, children }: WayProps) {
  return (
    <div>
      <h3>
        {icon}
        {title}
      </h3>
      <p>{text}</p>
      {children}
    </div>
  );
}

function CopyText({ text }: { text: string }) {
  const { copied, copy } = useCopy(text);
  return (
    <Button size="small" onClick={copy}>
      <span aria-live="polite">{copied ? 'Copied' : 'Copy text for the CA team'}</span>
    </Button>
  );
}

/** The peer's own words, as text. */
function Claim({ claim }: { claim: NonNullable<Failure['claim']> }) {
  const lines = [
    ['status', claim.status],
    ['failInfo', claim.failInfo.join(', ')],
    ['statusString', claim.statusString.join(' · ')],
    ['errorCode', claim.errorCode ?? ''],
    ['errorDetails', claim.errorDetails.join(' · ')],
  ].filter(([, value]) => value !== '');
  return (
    <div className={classes.claim}>
      <h3>{claim.authenticated ? 'What the CA says' : 'What the answer says'}</h3>
      {!claim.authenticated && (
        <p className={classes.unproven}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          The sender is not proven. Anyone on the way may have written this.
        </p>
      )}
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What still works, until when, and what happens next by itself. */
function Foot({ enrollment: { replaces, nextTryAt }, failure }: { enrollment: Enrollment; failure: Failure }) {
  const now = useNow();
  const works = replaces !== null && Date.parse(replaces.notAfter) > now;
  const Icon = works ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={classes.foot} data-works={works || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <p>
        <strong>
          {replaces === null
            ? 'No certificate is in use.'
            : works
              ? `The old certificate stays in use until ${formatDate(replaces.notAfter)}, ${formatDistance(replaces.notAfter, now)}.`
              : `The old certificate expired on ${formatDate(replaces.notAfter)}.`}
        </strong>{' '}
        {failure.certificateMayExist && 'The CA may have issued a certificate that the console does not have. '}
        {failure.rejection === 'unconfirmed' && 'The CA has not acknowledged that its certificate was refused. '}
        {nextTryAt === null
          ? 'It is not tried again by itself.'
          : `Next try by itself: ${formatRecent(nextTryAt, now).replace(/ (\d\d:\d\d)$/, ' at $1')} UTC.`}
      </p>
    </div>
  );
}
