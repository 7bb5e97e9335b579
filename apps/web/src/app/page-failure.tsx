import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';

import { LinkButton } from '../ui/button.tsx';
import { Empty, LoadError } from '../ui/list-states.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** A page that broke, or whose code could not be fetched: the frame stays. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <>
      <PageHeader title="This page could not be shown" name="Failure" />
      <LoadError
        title="The console met an error of its own"
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </>
  );
}

export function NotFound() {
  return (
    <>
      <PageHeader title="No such page" name="No such page" />
      <Empty title="This address leads nowhere" action={<LinkButton to="/">Go to Home</LinkButton>}>
        The thing may have been deleted, or the address has a slip.
      </Empty>
    </>
  );
}
