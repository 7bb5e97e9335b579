import { DEFAULT_ADVANCED_SETTINGS } from '@crypto-cmp/policy';
import { IconAlertCircle, IconChevronDown } from '@tabler/icons-react';
import { lazy, memo, Suspense, useState } from 'react';
import { useFormState, useWatch } from 'react-hook-form';

import { TextButton } from '../../../ui/button.tsx';
import { FormSection } from '../../../ui/form/form-section.tsx';
import { type AdvancedForm, toAdvancedForm } from './advanced-form.ts';
import { countDifferences } from './advanced-labels.ts';
import classes from './advanced-section.module.css';
import { listFaults } from './field-errors.ts';
import type { PolicyForm } from './policy-form.ts';

/** Most people never open it. */
const AdvancedFields = lazy(async () => ({ default: (await import('./advanced-fields.tsx')).AdvancedFields }));

/** An advanced setting that a link has led to; another object each time. */
export interface SoughtField {
  pointer: string;
}

/** What most policies leave as it is: closed, unless something in it is to be seen. */
export const AdvancedSection = memo(function AdvancedSection({ sought }: { sought: SoughtField | undefined }) {
  const form = useWatch<PolicyForm, 'advanced'>({ name: 'advanced' });
  const { errors } = useFormState<PolicyForm>({ name: 'advanced' });
  // What was chosen holds until a link leads here.
  const [chosen, setChosen] = useState<{ isOpen: boolean; after: SoughtField | undefined }>();
  const different = countDifferences(form, DEFAULTS);
  const wrong = listFaults({ advanced: errors.advanced }).length;
  // Opens by itself where something differs when the page comes, and stays while one types back what was there.
  const [isSpecial] = useState(different > 0);
  const isOpen =
    wrong > 0 || (chosen !== undefined && chosen.after === sought ? chosen.isOpen : isSpecial || sought !== undefined);

  return (
    <FormSection title="Advanced">
      <div className={classes.head}>
        <p>
          {describe(form)}{' '}
          {wrong > 0 ? (
            <span className={classes.wrong}>
              <IconAlertCircle size={13} stroke={1.75} aria-hidden />
              {wrong === 1 ? '1 field to correct' : `${wrong} fields to correct`}
            </span>
          ) : (
            describeDifference(different)
          )}
        </p>
        <TextButton
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Hide advanced settings' : 'Show advanced settings'}
          onClick={() => setChosen({ isOpen: !isOpen, after: sought })}
        >
          {isOpen ? 'Hide' : 'Show'}
          <IconChevronDown className={classes.chevron} size={14} stroke={1.75} aria-hidden />
        </TextButton>
      </div>
      {isOpen && (
        <Suspense fallback={<div className={classes.loading} />}>
          <AdvancedFields sought={sought} />
        </Suspense>
      )}
    </FormSection>
  );
});

function describe({ protection, acceptance }: AdvancedForm): string {
  const kind = protection.kind === 'pbm' ? 'PBM' : 'PBMAC1';
  const signed = acceptance.signedAnswers ? 'signed answers accepted' : 'signed answers refused';
  return `Protection with the Secret: ${kind} with ${protection.hash.toUpperCase().replace('SHA', 'SHA-')}, ${signed}.`;
}

function describeDifference(count: number): string {
  if (count === 0) return 'All defaults.';
  return count === 1 ? '1 setting differs from the defaults.' : `${count} settings differ from the defaults.`;
}

const DEFAULTS = toAdvancedForm(DEFAULT_ADVANCED_SETTINGS);
