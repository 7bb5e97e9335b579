import { LIMITS } from '@crypto-cmp/policy';
import { IconPlus } from '@tabler/icons-react';
import { memo, useContext } from 'react';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';

import { TextButton } from '../../../ui/button.tsx';
import { FormSection } from '../../../ui/form/form-section.tsx';
import { focusField } from '../../../ui/form/focus-field.ts';
import { ListIssue } from './list-issue.tsx';
import type { PolicyForm } from './policy-form.ts';
import classes from './policy-form.module.css';
import { RecheckContext } from './policy-form-context.ts';
import { ROLE_LABELS } from './policy-parts.ts';
import { ServerCard } from './server-card.tsx';
import { createServer } from './to-policy-form.ts';

export const ServersSection = memo(function ServersSection() {
  const { setValue } = useFormContext<PolicyForm>();
  const { append, remove } = useFieldArray<PolicyForm, 'servers', 'rowId'>({ name: 'servers', keyName: 'rowId' });
  const servers = useWatch<PolicyForm, 'servers'>({ name: 'servers' });
  const recheck = useContext(RecheckContext);
  const missing = servers.some(({ role }) => role === 'primary') ? 'secondary' : 'primary';

  return (
    <FormSection
      title="CMP servers"
      hint="Primary is asked first. Secondary is asked when Primary cannot be reached, not when it refuses."
    >
      <ul className={classes.cards}>
        {servers.map((server, index) => (
          <li key={server.key}>
            <ServerCard
              index={index}
              onRole={(role) => {
                // One of each: who takes the other's role gives it its own.
                for (const [other, { role: taken }] of servers.entries()) {
                  if (other !== index && taken === role) setValue(`servers.${other}.role`, server.role);
                }
              }}
              onRemove={() => {
                remove(index);
                recheck('servers');
              }}
            />
          </li>
        ))}
      </ul>
      <ListIssue name="servers" />
      {servers.length < LIMITS.servers.max && (
        <TextButton
          className={classes.add}
          icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
          onClick={() => {
            append(createServer(missing), { shouldFocus: false });
            recheck('servers');
            focusField(`/servers/${servers.length}/host`);
          }}
        >
          Add {ROLE_LABELS[missing]}
        </TextButton>
      )}
    </FormSection>
  );
});
