import type { TrustpointCounts } from '@crypto-cmp/api';

import { Chip, Chips } from '../../ui/chips.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { STATES } from '../../ui/state-mark.tsx';
import { NEEDS_YOU, readStates, STATE_CHOICES, toggleState } from './trustpoints-search.ts';

interface StateChipsProps {
  state: string | undefined;
  counts: TrustpointCounts | undefined;
  onChange: (state: string) => void;
}

/** Several states mean any of them. "Need you" goes across the states, so it stands alone. */
export function StateChips({ state, counts, onChange }: StateChipsProps) {
  const chosen = readStates(state);
  return (
    <Chips label="States">
      <Chip pressed={state === undefined} onToggle={() => onChange('')} count={counts?.all}>
        All
      </Chip>
      <Chip
        pressed={state === NEEDS_YOU}
        onToggle={() => onChange(state === NEEDS_YOU ? '' : NEEDS_YOU)}
        count={counts?.needsYou}
        icon={<StateIcon state="needs-you" />}
      >
        Need you
      </Chip>
      {STATE_CHOICES.map((choice) => (
        <Chip
          key={choice}
          pressed={chosen.includes(choice)}
          onToggle={() => onChange(toggleState(state, choice))}
          count={counts?.[choice]}
          icon={<StateIcon state={choice} />}
        >
          {STATES[choice][1]}
        </Chip>
      ))}
    </Chips>
  );
}
