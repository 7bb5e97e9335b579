import { IconAlertTriangle } from '@tabler/icons-react';
import type { PolicyWarning } from '@crypto-cmp/policy';

import { FormSection } from '../../../ui/form/form-section.tsx';
import classes from './policy-warnings.module.css';

interface PolicyWarningsProps {
  warnings: readonly PolicyWarning[];
  labelOf: (pointer: string) => string;
  onGo: (pointer: string) => void;
}

/** What is weak or cannot work, each a link to its field. Saving is possible all the same. */
export function PolicyWarnings({ warnings, labelOf, onGo }: PolicyWarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <FormSection title="Worth a look" hint="Weak, or unable to work. The policy can be saved all the same.">
      <ul className={classes.warnings}>
        {warnings.map(({ pointer, code, message }) => (
          <li key={`${pointer} ${code}`}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            <span>
              <a
                href={`#${pointer}`}
                onClick={(event) => {
                  event.preventDefault();
                  onGo(pointer);
                }}
              >
                {labelOf(pointer)}
              </a>
              : {message}
            </span>
          </li>
        ))}
      </ul>
    </FormSection>
  );
}
