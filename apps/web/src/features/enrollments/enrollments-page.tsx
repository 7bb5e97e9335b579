import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';

import { Button, LinkButton, TextButton } from '../../ui/button.tsx';
import { EnrollmentTable } from '../../ui/enrollment-table.tsx';
import inline from '../../ui/inline-link.module.css';
import { ListRows } from '../../ui/list-rows.tsx';
import { Empty } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { formatCount, Pager } from '../../ui/pager.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EnrollmentChips } from './enrollment-chips.tsx';
import classes from './enrollments-page.module.css';
import { enrollmentsQuery, trustpointNameQuery } from './enrollments-queries.ts';
import { parseEnrollmentsSearch } from './enrollments-search.ts';
import { QueueSummary } from './queue-summary.tsx';

const route = getRouteApi('/enrollments');

export function EnrollmentsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(enrollmentsQuery(search));
  const { data } = query;

  function go(change: Record<string, string>, replace = false) {
    void navigate({
      search: (now) => parseEnrollmentsSearch({ ...now, cursor: '', ...change }),
      replace,
      resetScroll: false,
    });
  }

  return (
    <>
      <PageHeader title="Enrollments" name="Enrollments">
        Newest first, times in UTC. Each keeps its messages; none holds a Secret or a private key.
      </PageHeader>
      <QueueSummary />
      <div className={classes.tools}>
        <div className={classes.search}>
          <SearchField
            label="Search enrollments"
            placeholder="Trustpoint, policy, transactionID"
            value={search.q ?? ''}
            onSearch={(q) => go({ q }, true)}
            isPageSearch
          />
        </div>
        <span className={classes.count} role="status">
          {data && `${formatCount(data.total)} ${data.total === 1 ? 'enrollment' : 'enrollments'}`}
        </span>
        {data && <Pager page={data} onCursor={(cursor) => go({ cursor })} />}
      </div>
      <EnrollmentChips state={search.state} onChange={(state) => go({ state })} />
      {search.trustpoint !== undefined && (
        <OfTrustpoint id={search.trustpoint} onClear={() => go({ trustpoint: '' })} />
      )}
      <ListRows query={query} what="Enrollments" height={44}>
        {data && data.items.length > 0 && <EnrollmentTable full enrollments={data.items} />}
        {data?.items.length === 0 && (
          <NothingShown
            isFiltered={Object.keys(search).length > 0}
            onClear={() => go({ q: '', state: '', trustpoint: '' })}
          />
        )}
      </ListRows>
    </>
  );
}

function OfTrustpoint({ id, onClear }: { id: string; onClear: () => void }) {
  const { data: name } = useQuery(trustpointNameQuery(id));
  return (
    <p className={classes.filter}>
      Only those of{' '}
      <Link to="/trustpoints/$trustpointId" params={{ trustpointId: id }} className={inline.inline ?? ''}>
        {name ?? 'one trustpoint'}
      </Link>
      .{' '}
      <TextButton onClick={onClear} className={inline.inline}>
        Show all
      </TextButton>
    </p>
  );
}

function NothingShown({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <Empty title="No enrollment matches these filters" action={<Button onClick={onClear}>Clear filters</Button>}>
      The search looks in the names of trustpoints and policies, and in transactionIDs.
    </Empty>
  ) : (
    <Empty title="Nothing was enrolled yet" action={<LinkButton to="/">See the first steps</LinkButton>}>
      An enrollment begins on the page of a trustpoint, and later by itself when a certificate is due.
    </Empty>
  );
}
