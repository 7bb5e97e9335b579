import type { Overview } from '@crypto-cmp/api';
import { useState } from 'react';

import { TextButton } from '../../ui/button.tsx';
import inline from '../../ui/inline-link.module.css';
import { Section } from '../../ui/section.tsx';
import { formatShortDate } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { ExpiryBars } from './expiry-bars.tsx';
import classes from './expiry-chart.module.css';
import { ExpiryTable } from './expiry-table.tsx';

/** The certificates that expire in the next thirteen weeks, drawn or as a table. */
export function ExpiryChart({ expiry: { weeks, busiestDay } }: Pick<Overview, 'expiry'>) {
  const [table, setTable] = useState(false);
  const now = useNow();
  const total = weeks.reduce((sum, week) => sum + week.needsYou + week.renewalDue + week.later, 0);
  if (total === 0) {
    return (
      <Section title="Expiry, next 90 days">
        <p className="dimmed">No certificate expires in the next 90 days.</p>
      </Section>
    );
  }
  return (
    <Section title="Expiry, next 90 days" aside={<Legend weeks={weeks} />}>
      {table ? <ExpiryTable weeks={weeks} /> : <ExpiryBars weeks={weeks} />}
      <p className={classes.caption}>
        {total.toLocaleString('en')} {total === 1 ? 'certificate' : 'certificates'} by the week{' '}
        {total === 1 ? 'it expires' : 'they expire'}.{' '}
        {busiestDay !== null &&
          busiestDay.count > 1 &&
          `Most on one day: ${busiestDay.count} on ${formatShortDate(busiestDay.date, now)}. `}
        <TextButton onClick={() => setTable(!table)} className={inline.inline}>
          {table ? 'Show as chart' : 'Show as table'}
        </TextButton>
      </p>
    </Section>
  );
}

function Legend({ weeks }: Pick<Overview['expiry'], 'weeks'>) {
  return (
    <span className={classes.legend}>
      {GROUPS.filter(([group]) => weeks.some((week) => week[group] > 0)).map(([group, label]) => (
        <span key={group}>
          <i data-group={group} aria-hidden />
          {label}
        </span>
      ))}
    </span>
  );
}

const GROUPS = [
  ['needsYou', 'Needs you'],
  ['renewalDue', 'Renewal due'],
  ['later', 'Later'],
] as const;
