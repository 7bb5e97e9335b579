import type { HistoryEntry, Trustpoint } from '@crypto-cmp/api';
import {
  IconBan,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconKey,
  IconPencil,
  IconPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { describeActor } from '../../ui/enrollment-words.ts';
import { Section } from '../../ui/section.tsx';
import { formatDateTime } from '../../ui/time.ts';
import classes from './history-section.module.css';

/** What happened to the trustpoint, newest first. What was an enrollment leads to its messages. */
export function HistorySection({ trustpoint: { id, history, historyTotal } }: { trustpoint: Trustpoint }) {
  if (history.length === 0) return null;
  return (
    <Section
      title="History"
      aside={
        <Link to="/enrollments" search={{ trustpoint: id }}>
          All enrollments
        </Link>
      }
    >
      <ol className={classes.history}>
        {history.map((entry) => (
          <Entry key={`${entry.at} ${entry.kind} ${entry.enrollmentId}`} entry={entry} />
        ))}
      </ol>
      {historyTotal > history.length && (
        <p className={classes.more}>
          The latest {history.length} of {historyTotal} entries, times in UTC.
        </p>
      )}
    </Section>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const [Icon, words, tone] = KINDS[entry.kind];
  return (
    <li>
      <time dateTime={entry.at}>{formatDateTime(entry.at)}</time>
      <span className={classes.icon} style={{ color: `var(--${tone})` }}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </span>
      <div className={classes.what}>
        {entry.enrollmentId === null ? (
          <span className={classes.title}>{words}</span>
        ) : (
          <Link
            className={classes.title ?? ''}
            to="/enrollments/$enrollmentId"
            params={{ enrollmentId: entry.enrollmentId }}
          >
            {words}
          </Link>
        )}
        {entry.detail !== '' && <p>{entry.detail}</p>}
      </div>
      <span className={classes.by}>{describeActor(entry.by)}</span>
    </li>
  );
}

const KINDS: Record<HistoryEntry['kind'], readonly [TablerIcon, string, string]> = {
  created: [IconPlus, 'Created', 'soft'],
  'settings-changed': [IconPencil, 'Settings changed', 'soft'],
  'secret-replaced': [IconKey, 'Secret replaced', 'soft'],
  'secret-cleared': [IconKey, 'Secret cleared', 'soft'],
  enrolled: [IconCircleCheck, 'Enrolled', 'ok'],
  renewed: [IconCircleCheck, 'Renewed', 'ok'],
  'enrollment-failed': [IconCircleX, 'Enrollment failed', 'bad'],
  'renewal-failed': [IconCircleX, 'Renewal failed', 'bad'],
  'enrollment-canceled': [IconCircleMinus, 'Enrollment canceled', 'neutral'],
  revoked: [IconBan, 'Revoked', 'neutral'],
};
