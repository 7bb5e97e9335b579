import type { Overview } from '@crypto-cmp/api';

import { Table } from '../../ui/table.tsx';
import { formatDate } from '../../ui/time.ts';
import classes from './expiry-chart.module.css';

export function ExpiryTable({ weeks }: Pick<Overview['expiry'], 'weeks'>) {
  return (
    <div className={classes.table}>
      <Table caption="Certificates that expire, by week" columns={COLUMNS}>
        <thead>
          <tr>
            <th scope="col">Week from</th>
            <th scope="col">Needs you</th>
            <th scope="col">Renewal due</th>
            <th scope="col">Later</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.startsOn}>
              <td>{formatDate(week.startsOn)}</td>
              <td>{week.needsYou}</td>
              <td>{week.renewalDue}</td>
              <td>{week.later}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const COLUMNS = { week: 'auto', needsYou: '24%', renewalDue: '24%', later: '20%' };
