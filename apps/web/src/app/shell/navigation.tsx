import { IconArrowsRightLeft, IconFileCertificate, IconHome, IconSettings, IconShieldCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { NeedsYouCount, RunningCount } from './nav-counts.tsx';
import classes from './navigation.module.css';

const PAGES = [
  { to: '/', label: 'Home', icon: IconHome, Count: undefined },
  { to: '/policies', label: 'Policies', icon: IconFileCertificate, Count: undefined },
  { to: '/trustpoints', label: 'Trustpoints', icon: IconShieldCheck, Count: NeedsYouCount },
  { to: '/enrollments', label: 'Enrollments', icon: IconArrowsRightLeft, Count: RunningCount },
] as const;

/** Below the line. */
const OTHERS = [{ to: '/settings/notifications', label: 'Settings', icon: IconSettings, Count: undefined }] as const;

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <nav aria-label="Console">
      <ul className={classes.list}>
        {PAGES.map((entry) => (
          <Entry key={entry.to} entry={entry} onNavigate={onNavigate} />
        ))}
      </ul>
      <ul className={classes.list} data-others>
        {OTHERS.map((entry) => (
          <Entry key={entry.to} entry={entry} onNavigate={onNavigate} />
        ))}
      </ul>
    </nav>
  );
}

interface EntryProps {
  entry: (typeof PAGES)[number] | (typeof OTHERS)[number];
  onNavigate: (() => void) | undefined;
}

function Entry({ entry: { to, label, icon: Icon, Count }, onNavigate }: EntryProps) {
  return (
    <li>
      <Link
        to={to}
        className={classes.link ?? ''}
        activeOptions={{ exact: to === '/', includeSearch: false }}
        onClick={() => onNavigate?.()}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
        <span>{label}</span>
        {Count && <Count />}
      </Link>
    </li>
  );
}
