import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconSortDescending } from '@tabler/icons-react';

import { Button, LinkButton } from '../../ui/button.tsx';
import { ListRows } from '../../ui/list-rows.tsx';
import { Empty } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { formatCount, Pager } from '../../ui/pager.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { formatTimeWithSeconds } from '../../ui/time.ts';
import { useIsNarrow } from '../../ui/use-media.ts';
import { PolicyFilter } from './policy-filter.tsx';
import { useSelection } from './selection.ts';
import { StateChips } from './state-chips.tsx';
import { TrustpointList } from './trustpoint-list.tsx';
import { TrustpointSelection } from './trustpoint-selection.tsx';
import { TrustpointTable } from './trustpoint-table.tsx';
import classes from './trustpoints-page.module.css';
import { trustpointsQuery } from './trustpoints-queries.ts';
import { DEFAULT_SORT, parseTrustpointsSearch, type TrustpointSort } from './trustpoints-search.ts';

const route = getRouteApi('/trustpoints');

export function TrustpointsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(trustpointsQuery(search));
  const selection = useSelection();
  const narrow = useIsNarrow();
  const { data } = query;
  const sort = search.sort ?? DEFAULT_SORT;

  function go(change: Record<string, string>, replace = false) {
    void navigate({
      search: (now) => parseTrustpointsSearch({ ...now, cursor: '', ...change }),
      replace,
      resetScroll: false,
    });
  }

  const rows = { trustpoints: data?.items ?? [], selection };
  return (
    <>
      <PageHeader title="Trustpoints" name="Trustpoints">
        {SORT_LABELS[sort]}.{data && ` States are counted at ${formatTimeWithSeconds(data.countedAt)} UTC.`}
      </PageHeader>

      <div className={classes.tools}>
        <div className={classes.search}>
          <SearchField
            label="Search trustpoints"
            placeholder="Name, subject, serial number"
            value={search.q ?? ''}
            onSearch={(q) => go({ q }, true)}
            isPageSearch
          />
        </div>
        <PolicyFilter policyId={search.policy} onChange={(policy) => go({ policy })} />
        {data && (
          <div className={classes.pager}>
            <Pager page={data} onCursor={(cursor) => go({ cursor })} />
          </div>
        )}
      </div>
      <StateChips state={search.state} counts={data?.counts} onChange={(state) => go({ state })} />
      {narrow && (
        <div className={classes.sortline}>
          <span role="status">{data && describeCount(data.total)}</span>
          <label>
            <IconSortDescending size={16} stroke={1.75} aria-hidden />
            <span className="hidden-text">Sort by</span>
            <select value={sort} onChange={(event) => go({ sort: event.currentTarget.value })}>
              {Object.entries(SORT_LABELS).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {!narrow && (
        <span role="status" className="hidden-text">
          {data && describeCount(data.total)}
        </span>
      )}

      <ListRows query={query} what="Trustpoints">
        {data && data.items.length > 0 && narrow && <TrustpointList {...rows} />}
        {data && data.items.length > 0 && !narrow && (
          <TrustpointTable {...rows} sort={sort} onSort={(next) => go({ sort: next })} />
        )}
        {data?.items.length === 0 && (
          <NothingShown isFiltered={Object.keys(search).some((key) => key !== 'sort')} onClear={() => go(NO_FILTERS)} />
        )}
      </ListRows>
      <TrustpointSelection selection={selection} search={search} counts={data?.counts} />
    </>
  );
}

function NothingShown({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <Empty title="No trustpoint matches these filters" action={<Button onClick={onClear}>Clear filters</Button>}>
      The search looks in names, subjects and serial numbers.
    </Empty>
  ) : (
    <Empty title="There is no trustpoint yet" action={<LinkButton to="/">See the first steps</LinkButton>}>
      A trustpoint holds one certificate. It is part of a policy, which says with which CA it is enrolled.
    </Empty>
  );
}

const describeCount = (total: number) => `${formatCount(total)} ${total === 1 ? 'trustpoint' : 'trustpoints'}`;

const NO_FILTERS = { q: '', state: '', policy: '' };

const SORT_LABELS: Record<TrustpointSort, string> = {
  urgency: 'Most urgent first',
  notAfter: 'Earliest expiry first',
  '-notAfter': 'Latest expiry first',
  name: 'By name',
  '-name': 'By name, backwards',
  policy: 'By policy',
  '-policy': 'By policy, backwards',
};
