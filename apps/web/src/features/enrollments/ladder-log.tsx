import { useEffect, useRef, useState } from 'react';

import { describeRung, type Rung } from './ladder-rungs.ts';

/** Tells a screen reader of each rung that arrives while the page is open, as one sentence. */
export function LadderLog({ rungs }: { rungs: readonly Rung[] }) {
  const known = useRef<ReadonlySet<string>>(undefined);
  const [sentences, setSentences] = useState<readonly { key: string; text: string }[]>([]);

  useEffect(() => {
    const lasting = rungs.filter(({ kind }) => kind !== 'awaited' && kind !== 'waiting');
    const before = known.current;
    known.current = new Set(lasting.map(({ key }) => key));
    if (before === undefined) return;
    const fresh = lasting.filter(({ key }) => !before.has(key));
    if (fresh.length === 0) return;
    setSentences((told) => [...told, ...fresh.map((rung) => ({ key: rung.key, text: describeRung(rung) }))]);
  }, [rungs]);

  return (
    <div role="log" aria-label="New messages" className="hidden-text">
      {sentences.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}
