import type { CheckResult } from '@crypto-cmp/api';

import { CopyButton } from '../../ui/copy-button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatCount } from '../../ui/pager.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import classes from './inspector.module.css';
import { verdictsOn } from './node-verdicts.ts';
import { toHex } from './octet-lines.ts';
import type { MessageNode } from './tree-model.ts';

/** What the selected element means, what must hold, how it was judged, and its value. */
export function NodeDetail({
  node,
  checks,
  bytes,
}: {
  node: MessageNode;
  checks: readonly CheckResult[];
  bytes: Uint8Array;
}) {
  const { path, rule, problem, truncated, type, offset, length, headerLength, covered } = node;
  const verdicts = verdictsOn(path, checks);
  const value = valueOf(node, bytes);
  return (
    <section className={classes.detail} aria-label="Selected element">
      <div>
        <h2>
          <code>{path === '' ? node.label : path}</code>
          {verdicts.length === 1 &&
            verdicts.map(({ name, verdict }) => <StateMark key={name} state={`check-${verdict}`} />)}
        </h2>
        {problem !== null && verdicts.every(({ detail }) => detail !== problem) && (
          <p className={classes.check}>
            <StateMark state="check-failed">{path === '' ? 'Broken' : 'Broken here'}</StateMark> <span>{problem}</span>
          </p>
        )}
        {rule !== null && (
          <p>
            {rule.text} {rule.reference}.
          </p>
        )}
        {verdicts.map(({ name, title, verdict, detail }) => (
          <p key={name} className={classes.check}>
            {verdicts.length > 1 && <StateMark state={`check-${verdict}`}>{title}</StateMark>}
            <span>{detail}</span>
          </p>
        ))}
        {truncated && <p className="dimmed">There is more inside than the tree shows. The octets are all there.</p>}
        {rule === null && problem === null && verdicts.length === 0 && (
          <p className="dimmed">{covered ? 'Covered by the protection.' : 'Not covered by the protection.'}</p>
        )}
      </div>
      <Facts labelWidth={92}>
        {value !== '' && (
          <Fact label="Value">
            <span className={classes.value}>{value}</span> <CopyButton text={value} label="Copy value" />
          </Fact>
        )}
        <Fact label="Encoding">
          {type}, {countOctets(length - headerLength)} at offset {offset}
          {headerLength > 0 && `, ${formatCount(length)} with tags`}
        </Fact>
      </Facts>
    </section>
  );
}

/** The whole value: what the server writes out; else the summary, and octets that it shortens in full. */
function valueOf(
  { path, summary, value, problem, offset, length, headerLength, children }: MessageNode,
  bytes: Uint8Array,
) {
  if (value !== null) return value;
  // Of the message itself, and of what cannot be read, the summary only counts octets.
  if (path === '' || problem !== null) return '';
  if (children.length > 0 || !summary.includes('…')) return summary;
  return toHex(bytes.subarray(offset + headerLength, offset + length));
}

const countOctets = (octets: number) => (octets === 1 ? '1 octet' : `${formatCount(octets)} octets`);
