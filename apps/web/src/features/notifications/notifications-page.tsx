import { PageHeader } from '../../ui/page-header.tsx';
import { ChannelsSection } from './channels-section.tsx';
import { DeliveriesSection } from './deliveries-section.tsx';
import { RulesSection } from './rules-section.tsx';

/** Of what people are told, on which channels, and how the last messages fared. */
export function NotificationsPage() {
  return (
    <>
      <PageHeader title="Notifications" name="Notifications">
        The bell shows every alert of a rule that is on. Channels carry them to people who do not look here. Times are
        UTC.
      </PageHeader>
      <ChannelsSection />
      <RulesSection />
      <DeliveriesSection />
    </>
  );
}
