import type { Policy, Problem } from '@crypto-cmp/api';
import type { PolicyDraft } from '@crypto-cmp/policy';
import { useCallback, useEffect, useState } from 'react';
import { type Resolver, useForm, useFormState, useWatch } from 'react-hook-form';

import { describeLoadError } from '../../../ui/list-states.tsx';
import { continueAfterSave } from './continue-after-save.ts';
import { SERVER_ERROR } from '../../../ui/form/field-faults.ts';
import { listFaults } from './field-errors.ts';
import { fieldOf, toPath, trustpointIndexOf } from './field-paths.ts';
import { focusField } from '../../../ui/form/focus-field.ts';
import { countChanges } from './policy-changes.ts';
import { loadJudge } from './load-judge.ts';
import type { PolicyForm } from './policy-form.ts';
import { type SaveOutcome, useSavePolicy } from './save-policy.ts';
import { toPolicyForm } from './to-policy-form.ts';
import { useRecheck } from './use-recheck.ts';

interface EditorOptions {
  initial: PolicyForm;
  /** As the server has it now; undefined for a new policy. */
  policy: Policy | undefined;
  onSaved: (policy: Policy) => void;
}

/** A question that a save has raised. */
export type Question =
  | { kind: 'clash'; theirs: Policy }
  | { kind: 'in-use'; problem: Extract<Problem, { code: 'trustpoint-in-use' | 'policy-in-use' }> };

/** The form's conduct: what happens on Save, and which way on each outcome opens. */
export function usePolicyEditor({ initial, policy, onSaved }: EditorOptions) {
  const form = useForm<PolicyForm, unknown, PolicyDraft>({
    defaultValues: initial,
    resolver,
    // Judged when a field is left; `recheck` judges what is wrong already at each change.
    mode: 'onBlur',
    reValidateMode: 'onBlur',
    shouldFocusError: false,
  });
  const [base, setBase] = useState(initial);
  const [openKey, setOpenKey] = useState(initial.trustpoints.length === 1 ? initial.trustpoints[0]?.key : undefined);
  const [target, setTarget] = useState(policy && { id: policy.id, version: policy.version });
  const [busy, setBusy] = useState(false);
  const [question, setQuestion] = useState<Question>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [hasSummary, setHasSummary] = useState(false);
  const send = useSavePolicy();

  const { control, reset } = form;
  const faults = listFaults(useFormState({ control }).errors);
  const values = useWatch({ control, compute: (now: PolicyForm) => now });
  const changes = countChanges(base, values);
  const isSettled = faults.length === 0 && failure === undefined;

  const restart = useCallback(
    (next: PolicyForm, now = next) => {
      setBase(next);
      reset(now);
    },
    [reset],
  );

  useEffect(() => {
    // Where it cannot be loaded now it is asked for again with the first thing to judge.
    loadJudge().catch(() => undefined);
  }, []);

  // The summary goes with the last thing it lists, and does not come back until a save is refused again.
  useEffect(() => {
    if (isSettled) setHasSummary(false);
  }, [isSettled]);

  // Somebody else's version is taken in at once while nothing is typed here; else the next save shows both.
  const isClean = changes === 0 && !busy;
  useEffect(() => {
    if (policy === undefined || !isClean) return;
    restart(toPolicyForm(policy));
    setTarget({ id: policy.id, version: policy.version });
    // Becoming clean, by typing back what was there, is no reason to start again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [policy, restart]);

  const recheck = useRecheck(faults, form.trigger);

  function refuse() {
    setHasSummary(true);
    setAttempt((count) => count + 1);
  }

  async function save(to = target, force = false): Promise<void> {
    if (busy) return;
    setFailure(undefined);
    setQuestion(undefined);
    await form.handleSubmit((draft) => submit(draft, to, force), refuse)();
  }

  async function submit(draft: PolicyDraft, to: typeof target, force: boolean) {
    const sent = structuredClone(form.getValues());
    setBusy(true);
    try {
      take(await send(draft, to, force), sent);
    } catch (error) {
      setFailure(`Not saved. ${describeLoadError(error)}`);
      refuse();
    } finally {
      setBusy(false);
    }
  }

  function take(outcome: SaveOutcome, sent: PolicyForm) {
    switch (outcome.kind) {
      case 'saved': {
        const next = continueAfterSave(sent, form.getValues(), toPolicyForm(outcome.policy));
        restart(next.base, next.values);
        setOpenKey((key) => (key === undefined ? undefined : (next.keys.get(key) ?? key)));
        setTarget({ id: outcome.policy.id, version: outcome.policy.version });
        onSaved(outcome.policy);
        return;
      }
      case 'refused': {
        for (const { pointer, message } of outcome.issues) {
          form.setError(toPath(fieldOf(form.getValues(), pointer)), { type: SERVER_ERROR, message });
        }
        refuse();
        return;
      }
      default:
        setQuestion(outcome);
    }
  }

  return {
    form,
    base,
    values,
    faults,
    recheck,
    changes,
    busy,
    isOutdated: policy !== undefined && target !== undefined && policy.version > target.version,
    summary: { faults: hasSummary ? faults : [], failure: hasSummary ? failure : undefined, attempt },
    openKey,
    setOpenKey,
    save,
    question,
    dropQuestion: () => setQuestion(undefined),
    /** Opens the row a field is in, and puts the focus on it. */
    reveal: (pointer: string) => {
      const field = fieldOf(values, pointer);
      const index = trustpointIndexOf(field);
      if (index !== undefined) setOpenKey(values.trustpoints[index]?.key);
      focusField(field);
    },
    /** Saves what was chosen in a clash over their version. */
    settle: (theirs: Policy, chosen: PolicyForm) => {
      const to = { id: theirs.id, version: theirs.version };
      setTarget(to);
      restart(toPolicyForm(theirs), chosen);
      return save(to);
    },
    discard: () => {
      setFailure(undefined);
      restart(base);
    },
  };
}

const resolver: Resolver<PolicyForm, unknown, PolicyDraft> = async (values, context, options) =>
  await (await loadJudge()).resolver(values, context, options);
