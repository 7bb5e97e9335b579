import { LIMITS, splitCertificatePem } from '@crypto-cmp/policy';
import { encodePem } from '@crypto-cmp/x509';
import { IconAnchor, IconPlus, IconTrash } from '@tabler/icons-react';
import { lazy, memo, Suspense, useContext, useMemo, useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';

import { IconButton, TextButton } from '../../../ui/button.tsx';
import { formatDate } from '../../../ui/time.ts';
import { describeAnchor, useFingerprint } from './describe-anchor.ts';
import { toFieldPointer } from './field-paths.ts';
import { FormSection } from '../../../ui/form/form-section.tsx';
import { ListIssue } from './list-issue.tsx';
import type { AnchorForm, PolicyForm } from './policy-form.ts';
import classes from './policy-form.module.css';
import { RecheckContext, useListError } from './policy-form-context.ts';
import { anchorKey } from './to-policy-form.ts';

/** Most who open a policy bring no new anchor. */
const AddAnchors = lazy(async () => ({ default: (await import('./add-anchors.tsx')).AddAnchors }));

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
        <Suspense>
          <AddAnchors
            maxFileSize={LIMITS.trustAnchor.max}
            onAdd={(content) => {
              const added = readAnchors(content, trustAnchors);
              if (typeof added === 'string') return added;
              change([...trustAnchors, ...added]);
              close();
              return undefined;
            }}
            onCancel={close}
          />
        </Suspense>
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

/** The certificates that are not known yet, or why there are none. */
function readAnchors(content: string | Uint8Array, known: readonly AnchorForm[]): AnchorForm[] | string {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const pem = typeof content === 'string' || text.includes('-----BEGIN') ? text : encodePem('CERTIFICATE', content);
  const blocks = [...new Set(splitCertificatePem(pem))];
  const fresh = blocks
    .map((block) => ({ key: anchorKey(block), pem: block }))
    .filter(({ key }) => known.every((anchor) => anchor.key !== key));
  if (blocks.length === 0) return 'No certificate found. A PEM one begins with -----BEGIN CERTIFICATE-----';
  if (fresh.length === 0) return 'This certificate is a trust anchor already';
  return fresh.some((anchor) => describeAnchor(anchor.pem) === undefined)
    ? 'Not a certificate that can be read'
    : fresh;
}

/** "C0:8C:68:CC…15:35:CC"; the whole is the tooltip. */
function shorten(fingerprint: string): string {
  return `${fingerprint.slice(0, 11)}…${fingerprint.slice(-8)}`;
}

const ADD_ANCHOR = 'add-anchor';
