import type { FieldComparison } from '@crypto-cmp/api';
import { useState } from 'react';

import { TextButton } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatDateTime } from '../../ui/time.ts';
import classes from './requested-issued.module.css';

/** What was asked beside what came: differences first. On narrow screens a field is a block. */
export function RequestedIssued({ comparison }: { comparison: readonly FieldComparison[] }) {
  const [all, setAll] = useState(false);
  const ordered = comparison.toSorted((a, b) => Number(isDifference(b)) - Number(isDifference(a)));
  const main = ordered.filter((line) => isDifference(line) || !isTime(line));
  const shown = all ? ordered : main;
  return (
    <Section
      title="Requested and issued"
      aside={
        main.length < ordered.length && (
          <TextButton onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? 'Show the main fields' : `Show all ${ordered.length} fields`}
          </TextButton>
        )
      }
    >
      <table className={classes.table}>
        <caption className="hidden-text">Requested and issued, field by field</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Requested</th>
            <th scope="col">Issued</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={`${line.title} ${line.requested} ${line.issued}`} data-differs={isDifference(line) || undefined}>
              <th scope="row">{line.title}</th>
              <td data-label="Requested">{show(line, line.requested) ?? <i>not requested</i>}</td>
              <td data-label="Issued">{show(line, line.issued) ?? <i>not in the certificate</i>}</td>
              <td>
                <Verdict line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** A validity that the CA chose by itself is none: nobody asked for another. */
export function isDifference({ verdict, field }: FieldComparison): boolean {
  return verdict !== 'same' && !(verdict === 'added' && (field === 'notBefore' || field === 'notAfter'));
}

function Verdict({ line }: { line: FieldComparison }) {
  if (line.verdict === 'same') return <StateMark state="check-passed">Same</StateMark>;
  if (!isDifference(line)) return <StateMark state="check-not-applicable">Set by the CA</StateMark>;
  return <StateMark state="check-failed">{VERDICTS[line.verdict]}</StateMark>;
}

const isTime = ({ field }: FieldComparison) => field === 'notBefore' || field === 'notAfter';

const show = (line: FieldComparison, value: string | null) =>
  value !== null && isTime(line) && !Number.isNaN(Date.parse(value)) ? `${formatDateTime(value)} UTC` : value;

const VERDICTS = { missing: 'Missing', changed: 'Changed', added: 'Added' };
