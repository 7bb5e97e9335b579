import { ApiError } from '@crypto-cmp/api';
import { LIMITS } from '@crypto-cmp/policy';
import { useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field/text-field.tsx';
import { describeLoadError } from '../../ui/list-states.tsx';
import classes from './name-form.module.css';

interface NameFormProps {
  initial: string;
  hint: string;
  act: string;
  onCancel: () => void;
  /** Rejects with the API's error, whose issue at `/name` is shown at the field. */
  onSubmit: (name: string) => Promise<void>;
}

/** One policy name, for renaming and copying. The server judges it, so that this part loads no validation. */
export function NameForm({ initial, hint, act, onCancel, onSubmit }: NameFormProps) {
  const [name, setName] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const issue = nameIssueOf(error);
  const repaired = issue?.repair?.value;
  const repair =
    issue?.repair && typeof repaired === 'string'
      ? { label: issue.repair.label, onRepair: () => setName(repaired) }
      : undefined;

  async function submit() {
    setBusy(true);
    setError(undefined);
    try {
      await onSubmit(name);
    } catch (caught) {
      setError(caught);
      document.getElementById('/name')?.focus();
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <TextField
        id="/name"
        label="Name"
        limit={LIMITS.policyName.max}
        value={name}
        onChange={(value) => {
          setName(value);
          setError(undefined);
        }}
        error={issue?.message}
        repair={repair}
        hint={hint}
      />
      {error !== undefined && issue === undefined && (
        <p className={classes.failure} role="alert">
          {describeLoadError(error)}
        </p>
      )}
      <div className={classes.actions}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {act}
        </Button>
      </div>
    </form>
  );
}

function nameIssueOf(error: unknown) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  return problem !== undefined && 'errors' in problem
    ? problem.errors.find(({ pointer }) => pointer === '/name')
    : undefined;
}
