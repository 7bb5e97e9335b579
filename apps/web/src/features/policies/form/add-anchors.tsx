import { useEffect, useRef, useState } from 'react';

import { Button } from '../../../ui/button.tsx';
import { TextAreaField } from '../../../ui/field/text-field.tsx';
import classes from './policy-form.module.css';

interface AddAnchorsProps {
  /** In octets. */
  maxFileSize: number;
  /** A pasted text, or a file. Answers what is wrong with it. */
  onAdd: (content: string | Uint8Array) => string | undefined;
  onCancel: () => void;
}

/** Takes CA certificates as text or as a file. */
export function AddAnchors({ maxFileSize, onAdd, onCancel }: AddAnchorsProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  // The button that was pressed is gone: without this, so is the focus.
  useEffect(() => input.current?.focus(), []);

  async function read(chosen: File) {
    if (chosen.size > maxFileSize) setError(`${chosen.name} is too large for a certificate`);
    else setError(onAdd(new Uint8Array(await chosen.arrayBuffer())));
  }

  return (
    <div className={classes.paste}>
      <TextAreaField
        ref={input}
        id="anchor-pem"
        label="CA certificate"
        mono
        rows={4}
        placeholder="-----BEGIN CERTIFICATE-----"
        hint="PEM text with one or more CA certificates, or a PEM or DER file"
        value={text}
        onChange={(value) => {
          setText(value);
          setError(undefined);
        }}
        error={error}
      />
      <div className={classes.pasteActions}>
        <Button size="small" onClick={() => setError(onAdd(text))}>
          Add
        </Button>
        <Button size="small" onClick={() => file.current?.click()}>
          Choose file…
        </Button>
        <Button size="small" variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".pem,.crt,.cer,.der,application/pkix-cert,application/x-pem-file"
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen) void read(chosen);
          }}
        />
      </div>
    </div>
  );
}
