import { type StateName, STATES } from './state-mark.tsx';

/** A state's icon alone, in its colour: beside a word that says the same. */
export function StateIcon({ state, size = 16 }: { state: StateName; size?: number }) {
  const [Icon, , tone] = STATES[state];
  return <Icon size={size} stroke={1.75} aria-hidden style={{ color: `var(--${tone})` }} />;
}
