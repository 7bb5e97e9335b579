import { PageHeader } from '../../ui/page-header.tsx';

export function EnrollmentPage() {
  return <PageHeader title="Enrollment" name="Enrollment" />;
}
