import { useEffect } from 'react';

import { focusField } from '../../../ui/form/focus-field.ts';
import { AcceptanceFields } from './advanced/acceptance-fields.tsx';
import { ConnectionFields } from './advanced/connection-fields.tsx';
import { MessageFields } from './advanced/message-fields.tsx';
import { PresetField } from './advanced/preset-field.tsx';
import { ProtectionFields } from './advanced/protection-fields.tsx';
import { TimeoutFields } from './advanced/timeout-fields.tsx';
import type { SoughtField } from './advanced-section.tsx';

/** All advanced settings, each with what it means and, where it is a leniency, what is risked by it. */
export function AdvancedFields({ sought }: { sought: SoughtField | undefined }) {
  // Here, since a link may have to wait until the fields are there.
  useEffect(() => {
    if (sought !== undefined) focusField(sought.pointer);
  }, [sought]);

  return (
    <>
      <PresetField />
      <MessageFields />
      <ProtectionFields />
      <AcceptanceFields />
      <TimeoutFields />
      <ConnectionFields />
    </>
  );
}
