import type { Policy } from '@crypto-cmp/api';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { FormProvider } from 'react-hook-form';

import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatShortDate, formatTime } from '../../../ui/time.ts';
import { AdvancedSection, type SoughtField } from './advanced-section.tsx';
import { EditorQuestions } from './editor-questions.tsx';
import { ErrorSummary } from '../../../ui/form/error-summary.tsx';
import { labelOf } from './field-labels.ts';
import { GeneralSection } from './general-section.tsx';
import { LeaveGuard } from '../../../ui/form/leave-guard.tsx';
import type { PolicyForm } from './policy-form.ts';
import classes from './policy-form.module.css';
import { RecheckContext } from './policy-form-context.ts';
import { PolicyWarnings } from './policy-warnings.tsx';
import { SaveBar } from '../../../ui/form/save-bar.tsx';
import { RenewalSection } from './renewal-section.tsx';
import { ServersSection } from './servers-section.tsx';
import { TrustAnchorsSection } from './trust-anchors-section.tsx';
import { TrustpointsSection } from './trustpoints-section.tsx';
import { usePolicyEditor } from './use-policy-editor.ts';
import { usePolicyWarnings } from './use-policy-warnings.ts';
import { useSaveKeys } from './use-save-keys.ts';
import { WarningsContext } from './warnings-context.ts';

interface PolicyEditorProps {
  initial: PolicyForm;
  policy: Policy | undefined;
  header: ReactNode;
  /** What the save bar says after a save. */
  saved: ReactNode;
  onSaved: (policy: Policy) => void;
}

export function PolicyEditor({ initial, policy, header, saved, onSaved }: PolicyEditorProps) {
  const editor = usePolicyEditor({ initial, policy, onSaved });
  const { form, values, changes, openKey, setOpenKey } = editor;
  const [discarding, setDiscarding] = useState(false);
  const stored = useMemo(() => new Map(policy?.trustpoints.map((trustpoint) => [trustpoint.id, trustpoint])), [policy]);
  const { hash } = useLocation();
  const warnings = usePolicyWarnings(values, policy?.trustpoints ?? NONE);
  const [sought, setSought] = useState<SoughtField>();

  function reveal(pointer: string) {
    if (pointer.startsWith('/advanced')) setSought({ pointer });
    else editor.reveal(pointer);
  }

  useSaveKeys(() => void editor.save());
  useEffect(() => {
    if (hash.startsWith('/')) reveal(hash);
    // A link leads to its field once, not again with each key that is typed there.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [hash]);

  return (
    <FormProvider {...form}>
      <RecheckContext value={editor.recheck}>
        <WarningsContext value={warnings}>
          {header}
          <div className={classes.form}>
            <ErrorSummary {...editor.summary} labelOf={(pointer) => labelOf(values, pointer)} onGo={reveal} />
            <GeneralSection />
            <RenewalSection stored={policy?.trustpoints ?? NONE} />
            <ServersSection />
            <TrustpointsSection stored={stored} openKey={openKey} onOpen={setOpenKey} />
            <TrustAnchorsSection />
            <AdvancedSection sought={sought} />
            <PolicyWarnings warnings={warnings} labelOf={(pointer) => labelOf(values, pointer)} onGo={reveal} />
          </div>
          <SaveBar
            changes={changes}
            errors={editor.faults.length}
            busy={editor.busy}
            act="Save policy"
            note={<Note policy={policy} isOutdated={editor.isOutdated} />}
            saved={saved}
            onDiscard={() => setDiscarding(true)}
            onSave={() => void editor.save()}
            onErrors={() => void editor.save()}
          />
          <LeaveGuard changes={changes} />
          <EditorQuestions editor={editor} />
          {discarding && (
            <ConfirmDialog
              title={changes === 1 ? 'Discard 1 change?' : `Discard ${changes} changes?`}
              keep="Keep editing"
              act="Discard"
              onKeep={() => setDiscarding(false)}
              onAct={() => {
                editor.discard();
                setDiscarding(false);
              }}
            >
              {policy === undefined ? 'The form becomes empty again.' : 'The form shows the saved policy again.'} This
              cannot be undone.
            </ConfirmDialog>
          )}
        </WarningsContext>
      </RecheckContext>
    </FormProvider>
  );
}

const NONE: Policy['trustpoints'] = [];

function Note({ policy, isOutdated }: { policy: Policy | undefined; isOutdated: boolean }) {
  if (policy === undefined) return null;
  if (isOutdated)
    return (
      <span style={{ color: 'var(--warn)' }}>
        Somebody saved it at {formatTime(policy.updatedAt)} UTC; Save shows both versions
      </span>
    );
  return <>Saved last on {formatShortDate(policy.updatedAt, Date.now())}</>;
}
