import { DEFAULT_PORTS, LIMITS, type ServerRole, type Transport } from '@crypto-cmp/policy';
import { IconTrash } from '@tabler/icons-react';

import { IconButton } from '../../../ui/button.tsx';
import { SegmentedField } from '../../../ui/field/segmented-field.tsx';
import { SelectField } from '../../../ui/field/select-field.tsx';
import { TextField } from '../../../ui/field/text-field.tsx';
import classes from './policy-form.module.css';
import { usePolicyField } from './policy-form-context.ts';
import { ROLE_LABELS } from './policy-parts.ts';
import { useServerTest } from './server-test.tsx';

interface ServerCardProps {
  index: number;
  /** Before this server takes the role. */
  onRole: (role: ServerRole) => void;
  onRemove: () => void;
}

export function ServerCard({ index, onRole, onRemove }: ServerCardProps) {
  const role = usePolicyField(`servers.${index}.role`);
  const transport = usePolicyField(`servers.${index}.transport`);
  const port = usePolicyField(`servers.${index}.port`);
  const title = ROLE_LABELS[role.value];
  const test = useServerTest(index, title);

  /** The default port follows the transport; one that was chosen stays. */
  function changeTransport(next: Transport) {
    if (port.value === String(DEFAULT_PORTS[transport.value])) port.onChange(String(DEFAULT_PORTS[next]));
    transport.onChange(next);
  }

  return (
    <div className={classes.card} role="group" aria-label={`${title} server`}>
      <div className={classes.cardHead}>
        <h3>{title}</h3>
        {test.action}
        <IconButton label={`Delete ${title}`} onClick={onRemove}>
          <IconTrash size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
      {test.layers}
      <div className={classes.server}>
        <SelectField
          {...role}
          className={classes.role}
          label="Enable"
          hint={ROLE_HINTS[role.value]}
          choices={ROLE_CHOICES}
          onChange={(next) => {
            onRole(next);
            role.onChange(next);
          }}
        />
        <SegmentedField
          {...transport}
          className={classes.transport}
          label="Transport"
          choices={TRANSPORT_CHOICES}
          onChange={changeTransport}
        />
        <TextField
          {...usePolicyField(`servers.${index}.host`)}
          className={classes.host}
          label="IP"
          mono
          limit={LIMITS.host.max}
          hint="IPv4, IPv6 or a host name"
        />
        <TextField
          {...port}
          className={classes.port}
          label="Port"
          mono
          inputMode="numeric"
          hint={`${LIMITS.port.min} to ${LIMITS.port.max}`}
        />
        <TextField
          {...usePolicyField(`servers.${index}.path`)}
          className={classes.path}
          label="Path"
          mono
          limit={LIMITS.path.max}
          hint="Complete path of the CA’s CMP endpoint, beginning with /"
        />
      </div>
    </div>
  );
}

const ROLE_HINTS = { primary: 'Asked first', secondary: 'Asked when Primary cannot be reached' } as const;

const ROLE_CHOICES = [
  { value: 'primary', label: ROLE_LABELS.primary },
  { value: 'secondary', label: ROLE_LABELS.secondary },
] as const;

const TRANSPORT_CHOICES = [
  { value: 'http', label: 'HTTP' },
  { value: 'tls', label: 'TLS' },
] as const;
