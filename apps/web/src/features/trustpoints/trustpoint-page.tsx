import { PageHeader } from '../../ui/page-header.tsx';

export function TrustpointPage() {
  return <PageHeader title="Trustpoint" name="Trustpoint" />;
}
