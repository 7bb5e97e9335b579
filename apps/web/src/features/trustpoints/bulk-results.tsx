import type { TrustpointSummary } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import classes from './bulk-results.module.css';
import type { BulkRun, StartResult } from './use-bulk-start.ts';

interface BulkResultsProps {
  run: BulkRun;
  onRetry: (trustpoints: readonly TrustpointSummary[]) => void;
  onClose: () => void;
}

/** Each trustpoint with what became of its start. */
export function BulkResults({ run: { operation, items }, onRetry, onClose }: BulkResultsProps) {
  const pending = items.filter(({ result }) => result.status === 'pending').length;
  const refused = items.filter(({ result }) => result.status === 'refused');
  const noun = operation === 'renew' ? 'renewal' : 'enrollment';
  return (
    <Dialog
      wide
      title={
        pending > 0
          ? `Starting ${items.length} ${noun}s`
          : summarize(
              items.map(({ result }) => result.status),
              noun,
            )
      }
      onClose={onClose}
      actions={
        <>
          {refused.length > 0 && pending === 0 && (
            <Button onClick={() => onRetry(refused.map(({ trustpoint }) => trustpoint))}>
              {refused.length === 1 ? 'Try the failure again' : `Try the ${refused.length} failures again`}
            </Button>
          )}
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <p>Each has a page of its own, where its messages can be followed.</p>
      <ul className={classes.results} aria-label="Results">
        {items.map(({ trustpoint, result }) => (
          <li key={trustpoint.id}>
            <span className={classes.name}>{trustpoint.name}</span>
            <Result result={result} name={trustpoint.name} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Result({ result, name }: { result: StartResult; name: string }) {
  switch (result.status) {
    case 'pending':
      return <StateMark state="queued">Not started yet</StateMark>;
    case 'refused':
      return (
        <span className={classes.reason}>
          <StateMark state="failed">Not started</StateMark>
          <small>{result.reason}</small>
        </span>
      );
    case 'started':
    case 'running-already':
      return (
        <Link
          to="/enrollments/$enrollmentId"
          params={{ enrollmentId: result.enrollmentId }}
          aria-label={`See the enrollment of ${name}`}
        >
          <StateMark state="requesting">{result.status === 'started' ? 'Started' : 'Running already'}</StateMark>
        </Link>
      );
  }
}

function summarize(results: readonly StartResult['status'][], noun: string): string {
  const count = (status: StartResult['status']) => results.filter((result) => result === status).length;
  const [started, running, refused] = [count('started'), count('running-already'), count('refused')];
  return [
    `${started} ${noun}${started === 1 ? '' : 's'} started`,
    ...(running > 0 ? [`${running} running already`] : []),
    ...(refused > 0 ? [`${refused} not`] : []),
  ].join(', ');
}
