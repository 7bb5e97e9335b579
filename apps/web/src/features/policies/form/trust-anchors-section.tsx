import { LIMITS, splitCertificatePem } from '@crypto-cmp/policy';
import { encodePem } from '@crypto-cmp/x509';
import { IconAnchor, IconPlus, IconTrash } from '@tabler/icons-react';
import { memo, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';

import { Button, IconButton, TextButton } from '../../../ui/button.tsx';
import { TextAreaField } from '../../../ui/field/text-field.tsx';
import { formatDate } from '../../../ui/time.ts';
import { describeAnchor, useFingerprint } from './describe-anchor.ts';
import { toFieldPointer } from './field-paths.ts';
import { FormSection } from '../../../ui/form/form-section.tsx';
import { ListIssue } from './list-issue.tsx';
import type { AnchorForm, PolicyForm } from './policy-form.ts';
import classes from './policy-form.module.css';
import { RecheckContext, useListError } from './policy-form-context.ts';
import { anchorKey } from './to-policy-form.ts';

export const TrustAnchorsSection = memo(function TrustAnchorsSection() {
  const trustAnchors = useWatch<PolicyForm, 'trustAnchors'>({ name: 'trustAnchors' });
  const { setValue, clearErrors } = useFormContext<PolicyForm>();
  const recheck = useContext(RecheckContext);
  const [pasting, setPasting] = useState(false);

  function change(next: AnchorForm[]) {
    clearErrors('trustAnchors');
    setValue('trustAnchors', next, { shouldDirty: true });
    recheck('trustAnchors');
  }

  /** The fields that held the focus go; it moves on to the button that brought them. */
  function close() {
    setPasting(false);
    requestAnimationFrame(() => document.getElementById(ADD_ANCHOR)?.focus());
  }

  return (
    <FormSection title="Trust anchors" hint="Messages and issued certificates must chain to one of these.">
      <ul className={classes.rows}>
        {trustAnchors.map((anchor, index) => (
          <Anchor
            key={anchor.key}
            anchor={anchor}
            name={`trustAnchors.${index}`}
            onRemove={() => change(trustAnchors.toSpliced(index, 1))}
          />
        ))}
      </ul>
      <ListIssue name="trustAnchors" />
      {pasting ? (
        <AddAnchors
          known={trustAnchors}
          onAdd={(added) => {
            change([...trustAnchors, ...added]);
            close();
          }}
          onCancel={close}
        />
      ) : (
        trustAnchors.length < LIMITS.trustAnchors.max && (
          <TextButton
            id={ADD_ANCHOR}
            className={classes.add}
            icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => setPasting(true)}
          >
            Add PEM or file
          </TextButton>
        )
      )}
    </FormSection>
  );
});

interface AnchorProps {
  anchor: AnchorForm;
  name: `trustAnchors.${number}`;
  onRemove: () => void;
}

function Anchor({ anchor, name: path, onRemove }: AnchorProps) {
  const error = useListError(path);
  const facts = useMemo(() => describeAnchor(anchor.pem), [anchor.pem]);
  const fingerprint = useFingerprint(facts);
  const name = facts?.name ?? 'Not readable';
  const expired = facts !== undefined && facts.notAfter.getTime() < Date.now();
  return (
    <li
      id={toFieldPointer(path)}
      tabIndex={-1}
      className={classes.anchor}
      data-invalid={error !== undefined || undefined}
    >
      <IconAnchor size={18} stroke={1.75} aria-hidden />
      <div>
        <div className={classes.anchorName}>{name}</div>
        {facts && (
          <div className={classes.anchorFacts}>
            {expired ? (
              <b style={{ color: 'var(--bad)' }}>expired on {formatDate(facts.notAfter)}</b>
            ) : (
              `until ${formatDate(facts.notAfter)}`
            )}
            {fingerprint !== undefined && (
              <>
                {' '}
                · SHA-256 <code title={fingerprint}>{shorten(fingerprint)}</code>
              </>
            )}
          </div>
        )}
        {error !== undefined && <p className={classes.listIssue}>{error}</p>}
      </div>
      <IconButton label={`Delete ${name}`} onClick={onRemove}>
        <IconTrash size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </li>
  );
}

interface AddAnchorsProps {
  known: readonly AnchorForm[];
  onAdd: (anchors: readonly AnchorForm[]) => void;
  onCancel: () => void;
}

function AddAnchors({ known, onAdd, onCancel }: AddAnchorsProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  // The button that was pressed is gone: without this, so is the focus.
  useEffect(() => input.current?.focus(), []);

  function add(pem: string) {
    const blocks = [...new Set(splitCertificatePem(pem))];
    const fresh = blocks
      .map((block) => ({ key: anchorKey(block), pem: block }))
      .filter(({ key }) => known.every((anchor) => anchor.key !== key));
    if (blocks.length === 0) setError('No certificate found. A PEM one begins with -----BEGIN CERTIFICATE-----');
    else if (fresh.length === 0) setError('This certificate is a trust anchor already');
    else if (fresh.some((anchor) => describeAnchor(anchor.pem) === undefined))
      setError('Not a certificate that can be read');
    else onAdd(fresh);
  }

  async function read(chosen: File) {
    if (chosen.size > LIMITS.trustAnchor.max) {
      setError(`${chosen.name} is too large for a certificate`);
      return;
    }
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const content = new TextDecoder().decode(bytes);
    add(content.includes('-----BEGIN') ? content : encodePem('CERTIFICATE', bytes));
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
        <Button size="small" onClick={() => add(text)}>
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

/** "C0:8C:68:CC…15:35:CC"; the whole is the tooltip. */
function shorten(fingerprint: string): string {
  return `${fingerprint.slice(0, 11)}…${fingerprint.slice(-8)}`;
}

const ADD_ANCHOR = 'add-anchor';
