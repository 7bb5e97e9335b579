import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';

import { IconButton } from '../button.tsx';
import { TextField, type TextFieldProps } from './text-field.tsx';

/** For a secret that is typed now; a stored one is never shown, not even as dots. */
export function SecretField(props: Omit<TextFieldProps, 'right' | 'mono' | 'type'>) {
  const [shown, setShown] = useState(false);
  const Eye = shown ? IconEyeOff : IconEye;
  return (
    <TextField
      {...props}
      mono
      type={shown ? 'text' : 'password'}
      autoComplete="new-password"
      right={
        <IconButton
          label={shown ? 'Hide what is typed' : 'Show what is typed'}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Eye size={18} stroke={1.75} aria-hidden />
        </IconButton>
      }
    />
  );
}
