import { IconArrowsRightLeft, IconFileCertificate, IconHome, IconShieldCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { NeedsYouCount, RunningCount } from './nav-counts.tsx';
import classes from './navigation.module.css';

const PAGES = [
  { to: '/', label: 'Home', icon: IconHome, Count: undefined },
  { to: '/policies', label: 'Policies', icon: IconFileCertificate, Count: undefined },
  { to: '/trustpoints', label: 'Trustpoints', icon: IconShieldCheck, Count: NeedsYouCount },
  { to: '/enrollments', label: 'Enrollments', icon: IconArrowsRightLeft, Count: RunningCount },
] as const;

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <nav aria-label="Console">
      <ul className={classes.list}>
        {PAGES.map(({ to, label, icon: Icon, Count }) => (
          <li key={to}>
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
        ))}
      </ul>
    </nav>
  );
}
