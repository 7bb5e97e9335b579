import type { EnrollmentSummary } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import { EnrollmentTable } from '../../ui/enrollment-table.tsx';
import { Section } from '../../ui/section.tsx';

export function LatestEnrollments({
  enrollments,
  today,
}: {
  enrollments: readonly EnrollmentSummary[];
  today: number;
}) {
  if (enrollments.length === 0) return null;
  return (
    <Section
      title="Latest enrollments"
      aside={
        <Link to="/enrollments">{today > enrollments.length ? `All, ${today} of them today` : 'All enrollments'}</Link>
      }
    >
      <EnrollmentTable enrollments={enrollments} />
    </Section>
  );
}
