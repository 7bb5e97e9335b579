import { IconAlertCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

import classes from './error-summary.module.css';
import type { FieldFault } from './field-faults.ts';

interface ErrorSummaryProps {
  faults: readonly FieldFault[];
  /** What to call a field from afar: "Trustpoint ap-12-eap, SAN Value". */
  labelOf: (pointer: string) => string;
  /** What has no field: stands first, as a sentence. */
  failure: string | undefined;
  /** Changes with each refused save: the focus comes here again. */
  attempt: number;
  onGo: (pointer: string) => void;
}

/** After a refused save: what is wrong, each a link to its field. */
export function ErrorSummary({ faults, labelOf, failure, attempt, onGo }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const focused = useRef(0);
  const isShown = faults.length > 0 || failure !== undefined;
  useEffect(() => {
    // The errors may arrive a render later than the refusal.
    if (!isShown || attempt === focused.current) return;
    focused.current = attempt;
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'center' });
  }, [attempt, isShown]);
  if (!isShown) return null;

  const shown = faults.slice(0, SHOWN);
  return (
    <div ref={box} className={classes.summary} role="alert" tabIndex={-1} data-quiet-focus>
      <IconAlertCircle size={20} stroke={1.75} aria-hidden />
      <div>
        {failure !== undefined && <p className={classes.title}>{failure}</p>}
        {faults.length > 0 && (
          <p className={classes.title}>
            {faults.length === 1
              ? '1 field to correct before saving'
              : `${faults.length} fields to correct before saving`}
          </p>
        )}
        <ul>
          {shown.map((fault) => (
            <li key={`${fault.pointer} ${fault.message}`}>
              <a
                href={`#${fault.pointer}`}
                onClick={(event) => {
                  event.preventDefault();
                  onGo(fault.pointer);
                }}
              >
                {labelOf(fault.pointer)}
              </a>
              : {firstClause(fault.message)}
            </li>
          ))}
        </ul>
        {faults.length > SHOWN && <p>and {faults.length - SHOWN} more, each marked at its field</p>}
      </div>
    </div>
  );
}

/** "Not an IPv4 or IPv6 address. It reads as …" is "not an IPv4 or IPv6 address" behind a colon. */
function firstClause(message: string): string {
  const [clause = message] = message.split(/(?:\.|:) /, 1);
  return /^[A-Z][a-z ]/.test(clause) ? clause.charAt(0).toLowerCase() + clause.slice(1) : clause;
}

const SHOWN = 12;
