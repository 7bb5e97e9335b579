import type { ReactNode } from 'react';

import { TextButton } from '../button.tsx';
import classes from './field.module.css';

/** What an input needs to belong to its label, error and hint. */
export interface ControlProps {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

/** A repair on offer: "use FQDN". It acts at once. A message that ends with the label has its end made the link. */
export interface Repair {
  label: string;
  onRepair: () => void;
}

export interface FieldProps {
  /** Also the anchor of deep links: the API's JSON pointer, such as "/trustpoints/0/subjectName". */
  id: string;
  /** The document's word. */
  label: string;
  /** Small words after the label: "lead time". */
  note?: string | undefined;
  optional?: boolean | undefined;
  /** Right in the label row: a counter ("36 / 512") or a range ("1 to 60"). */
  aside?: ReactNode;
  error?: string | undefined;
  repair?: Repair | undefined;
  /** What is weak or cannot work, though it may be saved. */
  warning?: string | undefined;
  hint?: ReactNode;
  /** Its labels stand above already, in the first row of a list: on wide screens the head is left out. */
  bare?: boolean | undefined;
  /** A radio group has no single input for its label to point at. */
  group?: boolean;
  className?: string | undefined;
}

/** Label, input, error, hint: in this order, with one drawing of each for the whole console. */
export function Field({
  id,
  label,
  note,
  optional,
  aside,
  error,
  repair,
  warning,
  hint,
  group = false,
  bare = false,
  className,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const errorId = error === undefined ? undefined : `${id}:error`;
  const hintId = hint === undefined ? undefined : `${id}:hint`;
  const warningId = warning === undefined ? undefined : `${id}:warning`;
  const describedBy = [errorId, warningId, hintId].filter(Boolean).join(' ') || undefined;
  const words = (
    <>
      {label}
      {(note !== undefined || optional) && <span className={classes.note}> {note ?? 'optional'}</span>}
    </>
  );

  return (
    <div className={`${classes.field} ${className ?? ''}`} data-invalid={error !== undefined || undefined}>
      <div className={classes.head} data-bare={bare || undefined}>
        {group ? (
          <span id={`${id}:label`} className={classes.label}>
            {words}
          </span>
        ) : (
          <label htmlFor={id} className={classes.label}>
            {words}
          </label>
        )}
        {aside}
      </div>
      {children({ id, 'aria-invalid': error === undefined ? undefined : true, 'aria-describedby': describedBy })}
      {error !== undefined && (
        <p id={errorId} className={classes.error}>
          {repair === undefined ? error : beforeRepair(error, repair)}
          {repair && (
            <TextButton className={classes.repair} onClick={repair.onRepair}>
              {repair.label}
            </TextButton>
          )}
        </p>
      )}
      {warning !== undefined && (
        <p id={warningId} className={classes.warning}>
          {warning}
        </p>
      )}
      {hint !== undefined && (
        <div id={hintId} className={classes.hint}>
          {hint}
        </div>
      )}
    </div>
  );
}

function beforeRepair(error: string, { label }: Repair): string {
  if (error.endsWith(label)) return error.slice(0, -label.length);
  return /[.:]$/.test(error) ? `${error} ` : `${error}: `;
}

/** "36 / 512": code points typed and allowed; red beyond the limit. Typing is never cut off. */
export function Counter({ value, limit }: { value: string; limit: number }) {
  const length = countCodePoints(value);
  return (
    <span className={classes.aside} data-over={length > limit || undefined}>
      {length} / {limit}
    </span>
  );
}

/** "1 to 60" */
export function Range({ children }: { children: ReactNode }) {
  return <span className={classes.aside}>{children}</span>;
}

export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
