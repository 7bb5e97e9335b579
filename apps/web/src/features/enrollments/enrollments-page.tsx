import { PageHeader } from '../../ui/page-header.tsx';

export function EnrollmentsPage() {
  return <PageHeader title="Enrollments" name="Enrollments" />;
}
