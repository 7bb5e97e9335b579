import type { Overview } from '@crypto-cmp/api';

import { capitalize } from '../../ui/capitalize.ts';
import { formatHost } from '../../ui/host.ts';
import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatRecent, formatTime } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './servers-section.module.css';

type Server = Overview['servers'][number];

/** The CMP servers of all policies, each as it was when an enrollment last asked it. */
export function ServersSection({ servers }: Pick<Overview, 'servers'>) {
  const now = useNow();
  return (
    <Section title="CMP servers" aside="at the last contact">
      <ul className={classes.servers}>
        {servers.map((entry) => (
          <li key={`${entry.server.transport} ${formatHost(entry.server)}`}>
            <code>{formatHost(entry.server)}</code>
            {entry.lastContact === null ? (
              <StateMark state="check-not-applicable">Not asked yet</StateMark>
            ) : (
              <StateMark state={entry.lastContact.answers ? 'server-answers' : 'server-unavailable'} />
            )}
            <small>{describeRole(entry)}</small>
            <small>{describeContact(entry, now)}</small>
            {entry.lastContact !== null && !entry.lastContact.answers && entry.lastContact.problem !== null && (
              <p>{capitalize(entry.lastContact.problem)}</p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** "Primary of 4 policies", "Lab CA, Primary of 1 policy, Secondary of 2 policies" */
export function describeRole({ isLabCa, primaryOf, secondaryOf }: Server): string {
  const policies = (count: number) => (count === 1 ? '1 policy' : `${count} policies`);
  return [
    ...(isLabCa ? ['Lab CA'] : []),
    ...(primaryOf > 0 ? [`Primary of ${policies(primaryOf)}`] : []),
    ...(secondaryOf > 0 ? [`Secondary of ${policies(secondaryOf)}`] : []),
  ].join(', ');
}

function describeContact({ lastContact: contact }: Server, now: number): string {
  if (contact === null) return '';
  if (contact.answers) return contact.durationMs === null ? formatTime(contact.at) : `${contact.durationMs} ms`;
  return `since ${formatRecent(contact.since, now).replace('today ', '')}`;
}
