import { type EnrollmentState, RUNNING_STATES } from '@crypto-cmp/api';

import { Chip, Chips } from '../../ui/chips.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { STATES } from '../../ui/state-mark.tsx';
import { readStates } from './enrollments-search.ts';

/** The four running states are one chip: nobody looks for a step that takes a second. */
export function EnrollmentChips({ state, onChange }: { state: string | undefined; onChange: (state: string) => void }) {
  const chosen = readStates(state);
  const toggle = (states: readonly EnrollmentState[]) => {
    const pressed = states.every((name) => chosen.includes(name));
    const kept = chosen.filter((name) => !states.includes(name));
    onChange((pressed ? kept : [...kept, ...states]).join(','));
  };
  return (
    <Chips label="States">
      <Chip pressed={chosen.length === 0} onToggle={() => onChange('')}>
        All
      </Chip>
      <Chip
        pressed={RUNNING_STATES.every((name) => chosen.includes(name))}
        onToggle={() => toggle(RUNNING_STATES)}
        icon={<StateIcon state="requesting" />}
      >
        Running
      </Chip>
      {ENDED.map((name) => (
        <Chip
          key={name}
          pressed={chosen.includes(name)}
          onToggle={() => toggle([name])}
          icon={<StateIcon state={name} />}
        >
          {STATES[name][1]}
        </Chip>
      ))}
    </Chips>
  );
}

const ENDED = ['failed', 'succeeded', 'canceled'] as const;
