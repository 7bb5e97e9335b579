import { useQuery } from '@tanstack/react-query';

import { DeliveryList } from '../../ui/delivery-list.tsx';
import { LoadError } from '../../ui/list-states.tsx';
import { Section } from '../../ui/section.tsx';
import { deliveriesOfQuery } from './alerts-queries.ts';

/** Who was told, and whether it arrived; nothing while nobody was. */
export function AlertMessages({ alertId }: { alertId: string }) {
  const query = useQuery(deliveriesOfQuery(alertId));
  if (query.isError) {
    return <LoadError title="Messages could not be loaded." error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined || query.data.items.length === 0) return null;
  return (
    <Section title="Messages">
      <DeliveryList deliveries={query.data.items} />
    </Section>
  );
}
