import { zodResolver } from '@hookform/resolvers/zod';
import { ApiError, type AlertRule } from '@crypto-cmp/api';
import { type AlertRuleDraft, parsePointer } from '@crypto-cmp/policy';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type FieldPath, FormProvider, useForm } from 'react-hook-form';

import { api } from '../../api-client/client.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SERVER_ERROR } from '../../ui/form/field-faults.ts';
import { describeLoadError } from '../../ui/list-states.tsx';
import { ALERT_WORDS } from './alert-words.ts';
import type { ChannelName } from './channel-choice.tsx';
import classes from './notifications.module.css';
import { RuleFields } from './rule-fields.tsx';
import { type RuleForm, ruleFormSchema, toRuleForm } from './rule-form.ts';

interface RuleDialogProps {
  rule: AlertRule;
  channels: readonly ChannelName[];
  onClose: () => void;
}

export function RuleDialog({ rule, channels, onClose }: RuleDialogProps) {
  const form = useForm<RuleForm, unknown, AlertRuleDraft>({
    defaultValues: toRuleForm(rule),
    resolver: zodResolver<RuleForm, unknown, AlertRuleDraft>(ruleFormSchema),
    mode: 'onTouched',
  });
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const { isDirty, isSubmitting } = form.formState;

  async function save(draft: AlertRuleDraft) {
    setFailure(undefined);
    try {
      await api.alertRules.replace({ params: { kind: rule.kind }, body: draft });
      await queryClient.invalidateQueries({ queryKey: ['alert-rules'] });
      onClose();
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : undefined;
      if (problem?.code !== 'validation-failed') {
        setFailure(`Not saved. ${describeLoadError(error)}`);
        return;
      }
      for (const { pointer, message } of problem.errors) {
        // The form has the fields of the draft under the same names.
        form.setError(parsePointer(pointer).join('.') as FieldPath<RuleForm>, { type: SERVER_ERROR, message });
      }
    }
  }

  return (
    <Dialog title={ALERT_WORDS[rule.kind].title} onClose={() => (isDirty ? setLeaving(true) : onClose())}>
      <FormProvider {...form}>
        <form noValidate className={classes.ruleForm} onSubmit={(event) => void form.handleSubmit(save)(event)}>
          <p className={classes.about}>{ALERT_WORDS[rule.kind].about}</p>
          <RuleFields kind={rule.kind} channels={channels} />
          {failure !== undefined && (
            <p className={classes.cause} role="alert">
              {failure}
            </p>
          )}
          <div className={classes.formActions}>
            <Button onClick={() => (isDirty ? setLeaving(true) : onClose())}>Cancel</Button>
            <Button type="submit" variant="primary" busy={isSubmitting}>
              Save rule
            </Button>
          </div>
        </form>
      </FormProvider>
      {leaving && (
        <ConfirmDialog
          title="Leave without saving?"
          keep="Stay"
          act="Leave and lose changes"
          onKeep={() => setLeaving(false)}
          onAct={onClose}
        >
          What you changed here is not saved yet.
        </ConfirmDialog>
      )}
    </Dialog>
  );
}
