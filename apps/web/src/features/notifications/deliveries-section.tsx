import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Chip, Chips } from '../../ui/chips.tsx';
import { DeliveryList } from '../../ui/delivery-list.tsx';
import { LoadError, Skeleton } from '../../ui/list-states.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Section } from '../../ui/section.tsx';
import { alertDeliveriesQuery } from './notifications-queries.ts';
import classes from './notifications.module.css';

/** The latest messages to channels, and why those failed that did. */
export function DeliveriesSection() {
  const [cursor, setCursor] = useState<string>();
  const [failedOnly, setFailedOnly] = useState(false);
  const query = useQuery(alertDeliveriesQuery(cursor, failedOnly));
  const { data } = query;
  return (
    <Section title="Deliveries" aside={data && <Pager page={data} onCursor={setCursor} />}>
      <Chips label="Deliveries shown">
        <Chip pressed={!failedOnly} onToggle={() => show(false)}>
          All
        </Chip>
        <Chip pressed={failedOnly} onToggle={() => show(!failedOnly)}>
          Not delivered
        </Chip>
      </Chips>
      <div className={classes.deliveries}>
        {query.isError && (
          <LoadError
            title="Deliveries could not be loaded."
            error={query.error}
            onRetry={() => void query.refetch()}
            dataOf={data && query.dataUpdatedAt}
          />
        )}
        {query.isPending && <Skeleton label="Loading deliveries" rows={3} />}
        {data?.items.length === 0 && (
          <p className={classes.nothing}>
            {failedOnly ? 'Every message was delivered.' : 'No message was sent yet. Send a test to see how one fares.'}
          </p>
        )}
        {data && data.items.length > 0 && <DeliveryList deliveries={data.items} />}
      </div>
    </Section>
  );

  function show(failed: boolean) {
    setFailedOnly(failed);
    setCursor(undefined);
  }
}
