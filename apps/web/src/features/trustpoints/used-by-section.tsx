import type { Trustpoint } from '@crypto-cmp/api';

import { Fact, Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';

/** What would break without it; nothing when nothing would. */
export function UsedBySection({ usedBy }: Pick<Trustpoint, 'usedBy'>) {
  const services = usedBy.filter(({ kind }) => kind === 'service');
  if (services.length === 0) return null;
  return (
    <Section title="Used by">
      <Facts lines>
        {services.map(({ trustpoint, detail }) => (
          <Fact key={`${trustpoint.id} ${detail}`} label={trustpoint.name}>
            {detail}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}
