import { toFieldPointer, type PolicyPath } from './field-paths.ts';
import { useListError } from './policy-form-context.ts';
import classes from './policy-form.module.css';

/** What is wrong with a list as a whole: "A Primary is needed". Links of the error summary lead here. */
export function ListIssue({ name }: { name: PolicyPath }) {
  const error = useListError(name);
  if (error === undefined) return null;
  return (
    <p id={toFieldPointer(name)} tabIndex={-1} className={classes.listIssue}>
      {error}
    </p>
  );
}
