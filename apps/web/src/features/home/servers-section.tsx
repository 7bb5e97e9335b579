import type { Overview } from '@crypto-cmp/api';

import { capitalize } from '../../ui/capitalize.ts';
import { formatHost } from '../../ui/host.ts';
import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatRecent, formatTime } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { useShowAll } from '../../ui/use-show-all.tsx';
import classes from './servers-section.module.css';

type Server = Overview['servers'][number];

/** The CMP servers of all policies, each as it was when it was last asked, and what is under way there. */
export function ServersSection({ servers }: Pick<Overview, 'servers'>) {
  const now = useNow();
  const { shown, button } = useShowAll(servers, SHOWN);
  return (
    <Section title="CMP servers" aside="at the last contact">
      <ul className={classes.servers}>
        {shown.map((entry) => (
          <li key={`${entry.server.transport} ${formatHost(entry.server)}`}>
            <code>{formatHost(entry.server)}</code>
            <Health server={entry} />
            <small>{describeRole(entry)}</small>
            <small>{describeContact(entry, now)}</small>
            {entry.lastContact?.answers === false && entry.lastContact.problem !== null && (
              <p data-tone="bad">{capitalize(entry.lastContact.problem)}</p>
            )}
            <Notes notes={[describeCircuit(entry), describeQueue(entry)]} />
          </li>
        ))}
      </ul>
      {button}
    </Section>
  );
}

function Health({ server: { circuit, lastContact, running } }: { server: Server }) {
  if (circuit.state === 'half-open' && running > 0) return <StateMark state="server-probed" />;
  if (circuit.state !== 'closed') return <StateMark state="server-unavailable" />;
  if (lastContact === null) return <StateMark state="check-not-applicable">Not asked yet</StateMark>;
  return <StateMark state={lastContact.answers ? 'server-answers' : 'server-unavailable'} />;
}

function Notes({ notes }: { notes: readonly (string | undefined)[] }) {
  return notes.filter((note) => note !== undefined).map((note) => <p key={note}>{note}</p>);
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

function describeContact({ lastContact: contact, circuit }: Server, now: number): string {
  if (circuit.openSince !== null) return `since ${describeSince(circuit.openSince, now)}`;
  if (contact === null) return '';
  if (contact.answers) return contact.durationMs === null ? formatTime(contact.at) : `${contact.durationMs} ms`;
  return `since ${describeSince(contact.since, now)}`;
}

const describeSince = (instant: string, now: number) => formatRecent(instant, now).replace('today ', '');

/** What the console does about a server that does not answer. */
function describeCircuit({ circuit: { state, openUntil, failures }, running }: Server): string | undefined {
  if (state === 'half-open') {
    return `${running > 0 ? 'One enrollment' : 'The next enrollment'} finds out whether it answers again.`;
  }
  if (state === 'closed') return undefined;
  const head = `${failures === 1 ? '1 failure' : `${failures} failures`} in a row.`;
  return openUntil === null ? head : `${head} Not asked before ${formatTime(openUntil)}.`;
}

/** "4 of at most 4 running, 12 wait", "12 wait" */
function describeQueue({ running, waiting, limits }: Server): string | undefined {
  if (running === 0 && waiting === 0) return undefined;
  if (waiting === 0) return `${running} running`;
  const wait = `${waiting.toLocaleString('en')} ${waiting === 1 ? 'waits' : 'wait'}`;
  return running === 0 ? wait : `${running} of at most ${limits.concurrency} running, ${wait}`;
}

/** Those that need somebody come first. */
const SHOWN = 8;
