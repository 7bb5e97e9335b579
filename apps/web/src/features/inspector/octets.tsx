import { memo, type MouseEvent, useEffect, useMemo, useRef } from 'react';

import { OCTETS_PER_LINE, type OctetRange, toBase64, toBase64Range, toGlyph, toHexPair } from './octet-lines.ts';
import classes from './octets.module.css';
import { useWindow } from './use-window.ts';

interface OctetsProps {
  bytes: Uint8Array;
  marked: OctetRange;
  form: 'hex' | 'base64';
  onPick: (offset: number) => void;
}

/** The message octet by octet. A press on one selects the element it belongs to. */
export function Octets({ bytes, marked, form, onPick }: OctetsProps) {
  return form === 'hex' ? (
    <HexLines bytes={bytes} marked={marked} onPick={onPick} />
  ) : (
    <Base64Lines bytes={bytes} marked={marked} />
  );
}

function HexLines({ bytes, marked, onPick }: Omit<OctetsProps, 'form'>) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useWindow(box, Math.ceil(bytes.length / OCTETS_PER_LINE), LINE_HEIGHT);
  useReveal(lines.reveal, Math.floor(marked.from / OCTETS_PER_LINE));

  function pick({ target }: MouseEvent) {
    const offset = target instanceof HTMLElement ? target.dataset['offset'] : undefined;
    if (offset !== undefined) onPick(Number(offset));
  }

  return (
    <div
      ref={box}
      className={classes.octets}
      tabIndex={0}
      role="region"
      aria-label="Octets in hexadecimal"
      onClick={pick}
    >
      <div style={{ height: lines.height, paddingTop: lines.before }}>
        {lines.indexes.map((line) => (
          <HexLine
            key={line}
            bytes={bytes}
            start={line * OCTETS_PER_LINE}
            {...within(marked, line * OCTETS_PER_LINE)}
          />
        ))}
      </div>
    </div>
  );
}

/** Drawn again only when the marked part of this very line changes: a message has hundreds. */
const HexLine = memo(function HexLine({ bytes, start, from, to }: { bytes: Uint8Array; start: number } & OctetRange) {
  const octets = [...bytes.subarray(start, start + OCTETS_PER_LINE)].map((octet, index) => ({
    octet,
    at: start + index,
  }));
  const isMarked = (offset: number) => (from <= offset && offset < to) || undefined;
  return (
    <div className={classes.line}>
      <span className={classes.offset}>{start.toString(16).padStart(4, '0')}</span>
      <span className={classes.hex}>
        {octets.map(({ octet, at }) => (
          <span key={at} data-offset={at} data-marked={isMarked(at)}>
            {toHexPair(octet)}
            {at - start === OCTETS_PER_LINE / 2 - 1 ? '  ' : ' '}
          </span>
        ))}
      </span>
      <span aria-hidden>
        {octets.map(({ octet, at }) => (
          <span key={at} data-offset={at} data-marked={isMarked(at)}>
            {toGlyph(octet)}
          </span>
        ))}
      </span>
    </div>
  );
});

/** The part of a range that lies on a line, in one way of writing "none". */
function within({ from, to }: OctetRange, start: number): OctetRange {
  const end = start + OCTETS_PER_LINE;
  return to <= start || from >= end
    ? { from: start, to: start }
    : { from: Math.max(from, start), to: Math.min(to, end) };
}

function Base64Lines({ bytes, marked }: Pick<OctetsProps, 'bytes' | 'marked'>) {
  const box = useRef<HTMLDivElement>(null);
  const text = useMemo(() => toBase64(bytes), [bytes]);
  const lines = useWindow(box, Math.ceil(text.length / LETTERS_PER_LINE), LINE_HEIGHT);
  const { from, to } = toBase64Range(marked);
  useReveal(lines.reveal, Math.floor(from / LETTERS_PER_LINE));
  return (
    <div ref={box} className={classes.octets} tabIndex={0} role="region" aria-label="Octets in base64">
      <div style={{ height: lines.height, paddingTop: lines.before }}>
        {lines.indexes.map((line) => {
          const start = line * LETTERS_PER_LINE;
          const cut = (at: number) => Math.min(LETTERS_PER_LINE, Math.max(0, at - start));
          const letters = text.slice(start, start + LETTERS_PER_LINE);
          return (
            <div key={line} className={classes.line}>
              {letters.slice(0, cut(from))}
              <span data-marked>{letters.slice(cut(from), cut(to))}</span>
              {letters.slice(cut(to))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function useReveal(reveal: (line: number) => void, line: number) {
  const now = useRef(reveal);
  useEffect(() => {
    now.current = reveal;
  });
  useEffect(() => now.current(line), [line]);
}

const LINE_HEIGHT = 20;
const LETTERS_PER_LINE = 64;
