import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';

import { Button, LinkButton } from '../../ui/button.tsx';
import { Empty, LoadError, Skeleton } from '../../ui/list-states.tsx';
import { formatCount, Pager } from '../../ui/pager.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useIsNarrow } from '../../ui/use-media.ts';
import classes from './policies-page.module.css';
import { policiesQuery } from './policies-queries.ts';
import { DEFAULT_SORT, parsePoliciesSearch, type PoliciesSearch } from './policies-search.ts';
import { PolicyActions, usePolicyActions } from './policy-actions.tsx';
import { PolicyList } from './policy-list.tsx';
import { PolicyTable } from './policy-table.tsx';

const route = getRouteApi('/policies');

export function PoliciesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(policiesQuery(search));
  const actions = usePolicyActions();
  const narrow = useIsNarrow();
  const { data } = query;

  function go(change: PoliciesSearch, replace = false) {
    void navigate({ search: (now) => parsePoliciesSearch({ ...now, ...change }), replace, resetScroll: false });
  }

  const isFresh = data?.total === 0 && search.q === undefined;
  const isPaged = data !== undefined && (data.nextCursor !== null || data.previousCursor !== null);
  const rows = { policies: data?.items ?? [], onAction: actions.ask };
  return (
    <>
      <PageHeader
        title="Policies"
        name="Policies"
        actions={
          <LinkButton to="/policies/new" variant="primary" icon={<IconPlus size={18} stroke={1.75} aria-hidden />}>
            New policy
          </LinkButton>
        }
      >
        A policy names the CMP servers, the key and the trustpoints that are enrolled there.
      </PageHeader>

      {!isFresh && (
        <div className={classes.tools}>
          <div className={classes.search}>
            <SearchField
              label="Search policies"
              placeholder="Name, host, trustpoint"
              value={search.q ?? ''}
              onSearch={(q) => go({ q, cursor: '' }, true)}
              isPageSearch
            />
          </div>
          <span className={classes.count} role="status" data-paged={isPaged || undefined}>
            {data && describeCount(data.total, search.q)}
          </span>
          {data && <Pager page={data} onCursor={(cursor) => go({ cursor })} />}
        </div>
      )}

      {query.isError && (
        <LoadError
          title="Policies could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
          dataOf={data && query.dataUpdatedAt}
        />
      )}
      {query.isPending && <Skeleton label="Loading policies" />}
      {data && data.items.length > 0 && (
        <div className={classes.rows} data-stale={query.isPlaceholderData || undefined}>
          {narrow ? (
            <PolicyList {...rows} />
          ) : (
            <PolicyTable
              {...rows}
              sort={search.sort ?? DEFAULT_SORT}
              onSort={(sort) => go(parsePoliciesSearch({ sort, cursor: '' }))}
            />
          )}
        </div>
      )}
      {data?.items.length === 0 && <Nothing search={search} total={data.total} onGo={go} />}
      <PolicyActions {...actions} />
    </>
  );
}

interface NothingProps {
  search: PoliciesSearch;
  total: number;
  onGo: (change: PoliciesSearch) => void;
}

/** Why there is no row, and the way on. */
function Nothing({ search: { q }, total, onGo }: NothingProps) {
  if (total > 0) {
    return (
      <Empty
        title="This page holds nothing now"
        action={<Button onClick={() => onGo({ cursor: '' })}>Go to the first page</Button>}
      >
        What was on it has been deleted or renamed.
      </Empty>
    );
  }
  if (q !== undefined) {
    return (
      <Empty
        title={`No policy matches “${q}”`}
        action={<Button onClick={() => onGo({ q: '', cursor: '' })}>Show all policies</Button>}
      >
        The search looks in names, descriptions, hosts and trustpoint names.
      </Empty>
    );
  }
  return (
    <Empty title="There is no policy yet" action={<LinkButton to="/">See the first steps</LinkButton>}>
      Create one for your CA: you need its address and path, a Reference ID with its Secret, and the CA certificate.
    </Empty>
  );
}

function describeCount(total: number, q: string | undefined): string {
  const noun = total === 1 ? 'policy' : 'policies';
  return q === undefined ? `${formatCount(total)} ${noun}` : `${formatCount(total)} ${noun} found`;
}
