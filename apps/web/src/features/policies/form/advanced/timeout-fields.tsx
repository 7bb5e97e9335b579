import { LIMITS } from '@crypto-cmp/policy';

import { Range } from '../../../../ui/field/field.tsx';
import { NumberField } from '../../../../ui/field/number-field.tsx';
import { Part } from './part.tsx';
import { describe } from './protection-fields.tsx';
import { useAdvancedField } from './use-advanced-field.ts';

/** How long things may take, where it is not as the console's own settings say. */
export function TimeoutFields() {
  return (
    <Part title="Time limits" hint="Empty: as the settings of the console say.">
      <NumberField
        {...useAdvancedField('advanced.timeouts.messageSeconds')}
        {...LIMITS.messageSeconds}
        optional
        unit=" s"
        aside={<Range>{describe(LIMITS.messageSeconds)}</Range>}
        hint="From sending it to the end of its answer"
      />
      <NumberField
        {...useAdvancedField('advanced.timeouts.totalSeconds')}
        {...LIMITS.totalSeconds}
        optional
        unit=" s"
        aside={<Range>{describe(LIMITS.totalSeconds)}</Range>}
        hint="With all tries, without the time the CA lets it wait"
      />
      <NumberField
        {...useAdvancedField('advanced.timeouts.waitingHours')}
        {...LIMITS.waitingHours}
        optional
        unit=" h"
        aside={<Range>{describe(LIMITS.waitingHours)}</Range>}
        hint="How long the CA may let an enrollment wait"
      />
    </Part>
  );
}
