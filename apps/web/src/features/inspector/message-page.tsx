import { IconChevronLeft, IconChevronRight, IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';

import { enrollmentQuery } from '../../api-client/enrollment-query.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CheckList, describeChecks, summarizeChecks } from '../../ui/check-list.tsx';
import { formatHost } from '../../ui/host.ts';
import { LoadError, Skeleton } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { formatCount } from '../../ui/pager.tsx';
import { Section } from '../../ui/section.tsx';
import { formatTimeWithMilliseconds } from '../../ui/time.ts';
import { Inspector } from './inspector.tsx';
import classes from './message-page.module.css';
import { messageQuery } from './message-query.ts';
import { saveFile } from './save-file.ts';

const route = getRouteApi('/enrollments/$enrollmentId/messages/$number');

export function MessagePage() {
  const { enrollmentId, number } = route.useParams();
  const { node } = route.useSearch();
  const navigate = route.useNavigate();
  const n = Number(number);
  const query = useQuery(messageQuery(enrollmentId, n));
  const { data: enrollment } = useQuery(enrollmentQuery(enrollmentId));
  const { data } = query;
  const last = enrollment?.messages.length ?? n;
  const previous = n > 1 ? n - 1 : undefined;
  const next = n < last ? n + 1 : undefined;

  const go = (to: number | undefined) =>
    to !== undefined && void navigate({ params: { enrollmentId, number: String(to) }, search: {} });
  useBrackets(
    () => go(previous),
    () => go(next),
  );

  const fileName = `${enrollment?.trustpoint.name ?? 'message'}-${n}-${data?.message.bodyType ?? 'message'}`;
  return (
    <>
      <PageHeader
        trail={[
          <Link key="enrollments" to="/enrollments">
            Enrollments
          </Link>,
          <Link key="enrollment" to="/enrollments/$enrollmentId" params={{ enrollmentId }}>
            {enrollment?.trustpoint.name ?? 'Enrollment'}
          </Link>,
        ]}
        crumb="Messages"
        name={`Message ${n}: ${nameBody(data?.message.bodyType)}`}
        title={
          <>
            Message {n}
            {data && ': '}
            {data &&
              (data.message.bodyType === null ? (
                'unreadable'
              ) : (
                <code className={classes.body}>{nameBody(data.message.bodyType)}</code>
              ))}
          </>
        }
        actions={
          <>
            <IconButton
              look="edge"
              label="Previous message"
              disabled={previous === undefined}
              onClick={() => go(previous)}
            >
              <IconChevronLeft size={18} stroke={1.75} aria-hidden />
            </IconButton>
            <IconButton look="edge" label="Next message" disabled={next === undefined} onClick={() => go(next)}>
              <IconChevronRight size={18} stroke={1.75} aria-hidden />
            </IconButton>
            {data && (
              <>
                <Button icon={DOWNLOAD} onClick={() => saveFile(`${fileName}.der`, data.bytes, 'application/pkixcmp')}>
                  DER
                </Button>
                <Button
                  icon={DOWNLOAD}
                  onClick={() => saveFile(`${fileName}.json`, JSON.stringify(data.tree, null, 2), 'application/json')}
                >
                  JSON
                </Button>
              </>
            )}
          </>
        }
      >
        {data && (
          <>
            {data.message.direction === 'sent' ? 'To' : 'From'} {formatHost(data.message.server)} at{' '}
            {formatTimeWithMilliseconds(data.message.at)} UTC, {formatCount(data.message.octets)} octets
            {data.message.checks.length > 0 && `, ${describeChecks(data.message.checks)}`}
          </>
        )}
      </PageHeader>
      {query.isError && (
        <LoadError title="The message could not be loaded." error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton label="Loading the message" rows={10} height={48} />}
      {data && (
        <>
          <Inspector
            key={`${enrollmentId} ${n}`}
            tree={data.tree}
            bytes={data.bytes}
            checks={data.message.checks}
            selected={node}
            onSelect={(path) =>
              void navigate({ search: path === '' ? {} : { node: path }, replace: true, resetScroll: false })
            }
          />
          <p className={classes.promise}>
            <IconShieldCheck size={16} stroke={1.75} aria-hidden />
            Messages are stored as {data.message.direction === 'sent' ? 'sent' : 'received'}. They hold no Secret and no
            private key.
          </p>
          {data.message.checks.length > 0 && (
            <Section title="Checks" aside={summarizeChecks(data.message.checks)}>
              <CheckList checks={data.message.checks} />
            </Section>
          )}
        </>
      )}
    </>
  );
}

/** "[" and "]" lead to the messages before and after, unless something is being typed. */
function useBrackets(onPrevious: () => void, onNext: () => void) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { target } = event;
      const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null;
      if (isTyping || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
      if (event.key === '[') onPrevious();
      if (event.key === ']') onNext();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

/** The PKIBody alternative, as the RFC's text writes it. */
function nameBody(bodyType: string | null | undefined): string {
  if (bodyType === 'pkiconf') return 'pkiConf';
  return bodyType ?? 'unreadable';
}

const DOWNLOAD = <IconDownload size={18} stroke={1.75} aria-hidden />;
