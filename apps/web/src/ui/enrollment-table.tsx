import { type EnrollmentSummary, isRunning } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import classes from './enrollment-table.module.css';
import { describeOperation } from './enrollment-words.ts';
import { formatHost } from './host.ts';
import { describeWait } from './queue-words.ts';
import { StateMark } from './state-mark.tsx';
import { Clipped, Nothing, Table } from './table.tsx';
import { formatDistance, formatRecent, formatTime } from './time.ts';
import { useIsNarrow } from './use-media.ts';
import { useNow } from './use-now.ts';

interface EnrollmentTableProps {
  enrollments: readonly EnrollmentSummary[];
  /** Also policy and what went wrong, where a page is about enrollments alone. */
  full?: boolean;
}

/** Enrollments, each leading to its messages; on narrow screens a list. */
export function EnrollmentTable({ enrollments, full = false }: EnrollmentTableProps) {
  const now = useNow();
  const narrow = useIsNarrow();
  if (narrow) return <EnrollmentList enrollments={enrollments} now={now} />;
  return (
    <Table caption="Enrollments" columns={full ? FULL_COLUMNS : COLUMNS}>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Trustpoint</th>
          <th scope="col">What</th>
          <th scope="col">Server</th>
          <th scope="col" className={classes.when}>
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {enrollments.map((enrollment) => (
          <tr key={enrollment.id}>
            <td>
              <State enrollment={enrollment} />
            </td>
            <td>
              <Name enrollment={enrollment} />
              {full && <Clipped className={classes.second ?? ''}>{enrollment.policy.name}</Clipped>}
            </td>
            <td>
              {describeOperation(enrollment)}
              {full && <Second enrollment={enrollment} />}
            </td>
            <td>
              {enrollment.server === null ? (
                <Nothing />
              ) : (
                <Clipped mono>{full ? formatHost(enrollment.server) : enrollment.server.host}</Clipped>
              )}
            </td>
            <td className={classes.when}>
              <When enrollment={enrollment} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function EnrollmentList({ enrollments, now }: { enrollments: readonly EnrollmentSummary[]; now: number }) {
  return (
    <ul aria-label="Enrollments" className={classes.list}>
      {enrollments.map((enrollment) => (
        <li key={enrollment.id}>
          <Name enrollment={enrollment} />
          <div>
            <State enrollment={enrollment} />
          </div>
          <span>
            {describeOperation(enrollment)} · {whyOf(enrollment) ?? enrollment.policy.name}
          </span>
          <span className={classes.when}>
            <When enrollment={enrollment} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Name({ enrollment: { id, trustpoint, operation } }: { enrollment: EnrollmentSummary }) {
  return (
    <Link
      to="/enrollments/$enrollmentId"
      params={{ enrollmentId: id }}
      className={`ellipsis ${classes.name}`}
      title={trustpoint.name}
      aria-label={`${operation === 'renew' ? 'Renewal' : 'Enrollment'} of ${trustpoint.name}`}
      data-row-link
    >
      {trustpoint.name}
    </Link>
  );
}

/** Why it has failed, or what it waits for. */
function Second({ enrollment }: { enrollment: EnrollmentSummary }) {
  const words = whyOf(enrollment);
  if (words === undefined) return null;
  return <div className={`${classes.second} ${classes.why}`}>{words}</div>;
}

/** The state *Waiting* says itself when the CA is asked again. */
function whyOf(enrollment: EnrollmentSummary): string | undefined {
  return enrollment.failure?.title ?? (enrollment.state === 'waiting' ? undefined : describeWait(enrollment));
}

function State({ enrollment: { state, nextStepAt } }: { enrollment: EnrollmentSummary }) {
  return (
    <>
      <StateMark state={state} />
      {state === 'waiting' && nextStepAt !== null && (
        <div className={classes.second}>asks again at {formatTime(nextStepAt)}</div>
      )}
    </>
  );
}

function When({ enrollment: { state, createdAt, holdUp }, now }: { enrollment: EnrollmentSummary; now: number }) {
  const at = formatRecent(createdAt, now).replace('today ', '');
  return (
    <span className="tabular">
      {at}, {isRunning(state) ? (holdUp === null ? 'running' : 'waits') : formatDistance(createdAt, now)}
    </span>
  );
}

const COLUMNS = { state: '144px', trustpoint: '22%', what: '20%', server: 'auto', when: '196px' };
const FULL_COLUMNS = { state: '156px', trustpoint: '24%', what: '22%', server: 'auto', when: '196px' };
