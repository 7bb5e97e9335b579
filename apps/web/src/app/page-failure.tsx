import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';

import { LinkButton } from '../ui/button.tsx';
import { Empty, LoadError } from '../ui/list-states.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageNotFetchedError } from './page-not-fetched-error.ts';

/** A page that broke, or whose code could not be fetched: the frame stays. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof PageNotFetchedError) {
    return (
      <>
        <PageHeader title="This page could not be loaded" name="Failure" />
        <LoadError
          title="A part of the console is missing"
          error={new Error('The server does not answer, or runs another version of the console than this window.')}
          // Loading anew only when somebody answers: else the browser's own error would take the place of the console.
          onRetry={() => void fetch('/', { method: 'HEAD' }).then(() => location.reload(), ignore)}
        />
      </>
    );
  }
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

const ignore = () => undefined;
