import type { Alert } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import { useAcknowledgeAlert } from '../../api-client/acknowledge-alert.ts';
import { AlertList } from '../../ui/alert-list.tsx';
import { describeLoadError } from '../../ui/list-states.tsx';
import classes from './needs-you-list.module.css';

/** Alerts that wait for a person; the first few. */
export function OpenAlerts({ alerts }: { alerts: readonly Alert[] }) {
  const acknowledge = useAcknowledgeAlert();
  return (
    <div className={classes.alerts}>
      <AlertList
        label="Alerts that need you"
        alerts={alerts.slice(0, SHOWN)}
        busyId={acknowledge.isPending ? acknowledge.variables : undefined}
        onAcknowledge={(id) => acknowledge.mutate(id)}
      />
      {acknowledge.isError && (
        <p role="alert" className={classes.failure}>
          Not acknowledged. {describeLoadError(acknowledge.error)}
        </p>
      )}
      {alerts.length > SHOWN && (
        <p className={classes.more}>
          <Link to="/alerts">All {alerts.length} alerts</Link>
        </p>
      )}
    </div>
  );
}

const SHOWN = 5;
