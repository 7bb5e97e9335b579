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
