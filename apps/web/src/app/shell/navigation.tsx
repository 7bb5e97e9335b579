import { IconArrowsRightLeft, IconFileCertificate, IconHome, IconShieldCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { NavCounts } from './nav-counts.tsx';
import classes from './navigation.module.css';

const PAGES = [
  { to: '/', label: 'Home', icon: IconHome },
  { to: '/policies', label: 'Policies', icon: IconFileCertificate },
  { to: '/trustpoints', label: 'Trustpoints', icon: IconShieldCheck },
  { to: '/enrollments', label: 'Enrollments', icon: IconArrowsRightLeft },
] as const;

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <nav aria-label="Console">
      <ul className={classes.list}>
        {PAGES.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className={classes.link ?? ''}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              onClick={() => onNavigate?.()}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
              <span>{label}</span>
              <NavCounts page={to} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
