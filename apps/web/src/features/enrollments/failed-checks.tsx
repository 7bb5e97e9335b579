import type { CheckResult } from '@crypto-cmp/api';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';

import { TextButton } from '../../ui/button.tsx';
import { CheckList, sortChecks, summarizeChecks } from '../../ui/check-list.tsx';
import { Section } from '../../ui/section.tsx';

/** The checks on the answer that decided it: what failed first, the rest on request. */
export function FailedChecks({ bodyType, checks }: { bodyType: string; checks: readonly CheckResult[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? checks : sortChecks(checks).slice(0, FIRST);
  return (
    <Section
      title={
        <>
          Checks on <code>{bodyType}</code>
        </>
      }
      aside={summarizeChecks(checks)}
    >
      <CheckList checks={shown} />
      {checks.length > FIRST && !all && (
        <TextButton onClick={() => setAll(true)} style={{ marginTop: 12 }}>
          Show all {checks.length} checks
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </TextButton>
      )}
    </Section>
  );
}

const FIRST = 10;
