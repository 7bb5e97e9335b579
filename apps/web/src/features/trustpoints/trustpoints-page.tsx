import { PageHeader } from '../../ui/page-header.tsx';

export function TrustpointsPage() {
  return <PageHeader title="Trustpoints" name="Trustpoints" />;
}
