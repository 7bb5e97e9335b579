import { zodResolver } from '@hookform/resolvers/zod';
import { type AlertChannel, type AlertChannelTestDraft, ApiError } from '@crypto-cmp/api';
import { type AlertChannelDraft, parsePointer } from '@crypto-cmp/policy';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { type FieldPath, useForm, useFormState, useWatch } from 'react-hook-form';

import { api } from '../../api-client/client.ts';
import { listFaults, SERVER_ERROR } from '../../ui/form/field-faults.ts';
import { describeLoadError } from '../../ui/list-states.tsx';
import {
  type ChannelForm,
  countChannelChanges,
  createChannelForm,
  toChannelForm,
  toStoredChannel,
} from './channel-form.ts';
import { channelFieldOf, createChannelFormSchema } from './channel-form-schema.ts';
import { CHANNEL_FIELD_ORDER } from './channel-labels.ts';
import { alertChannelQuery } from './notifications-queries.ts';

interface EditorOptions {
  /** As the server has it now; undefined for a new one. */
  channel: AlertChannel | undefined;
  onSaved: (channel: AlertChannel) => void;
}

/** The form's conduct: judging, saving, testing, and which way on each outcome opens. */
export function useChannelEditor({ channel, onSaved }: EditorOptions) {
  const queryClient = useQueryClient();
  const [base, setBase] = useState(() => (channel === undefined ? createChannelForm('email') : toChannelForm(channel)));
  const [version, setVersion] = useState(channel?.version);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [clash, setClash] = useState<AlertChannel>();
  const [failure, setFailure] = useState<string>();
  const [refusals, setRefusals] = useState(0);
  const [hasSummary, setHasSummary] = useState(false);
  const resolver = useMemo(
    () =>
      zodResolver<ChannelForm, unknown, AlertChannelDraft>(
        createChannelFormSchema(channel && toStoredChannel(channel)),
      ),
    [channel],
  );
  const form = useForm<ChannelForm, unknown, AlertChannelDraft>({
    defaultValues: base,
    resolver,
    mode: 'onTouched',
    shouldFocusError: false,
  });
  const { control, reset } = form;
  const faults = listFaults(useFormState({ control }).errors, CHANNEL_FIELD_ORDER);
  const values = useWatch({ control, compute: (now: ChannelForm) => now });
  const changes = countChannelChanges(base, values);
  const isSettled = faults.length === 0 && failure === undefined;

  // The summary goes with the last thing it lists, and does not come back until a save is refused again.
  useEffect(() => {
    if (isSettled) setHasSummary(false);
  }, [isSettled]);

  // Somebody else's version is taken in at once while nothing is typed here; else the next save asks.
  const isClean = changes === 0 && !busy;
  useEffect(() => {
    if (channel === undefined || channel.version === version || !isClean) return;
    restart(channel);
    // Becoming clean, by typing back what was there, is no reason to start again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [channel]);

  function restart(saved: AlertChannel) {
    const next = toChannelForm(saved);
    setBase(next);
    setVersion(saved.version);
    reset(next);
  }

  function refuse() {
    setHasSummary(true);
    setRefusals((count) => count + 1);
  }

  /** What the server finds wrong, at its fields. */
  function take(error: unknown, what: string) {
    const problem = error instanceof ApiError ? error.problem : undefined;
    if (problem?.code !== 'validation-failed') {
      setFailure(`${what} ${describeLoadError(error)}`);
    } else {
      for (const { pointer, message } of problem.errors) {
        // The form has the fields of the draft under the same names.
        const path = parsePointer(channelFieldOf(pointer, form.getValues())).join('.') as FieldPath<ChannelForm>;
        form.setError(path, { type: SERVER_ERROR, message });
      }
    }
    refuse();
  }

  async function send(draft: AlertChannelDraft, over: AlertChannel | undefined) {
    setBusy(true);
    try {
      const saved = await write(draft, over);
      restart(saved);
      queryClient.setQueryData(alertChannelQuery(saved.id).queryKey, saved);
      for (const queryKey of [['alert-channels', 'list'], ['alert-rules']]) {
        void queryClient.invalidateQueries({ queryKey });
      }
      onSaved(saved);
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : undefined;
      if (problem?.code === 'version-clash' && channel !== undefined) {
        setClash(await queryClient.query({ ...alertChannelQuery(channel.id), staleTime: 0 }));
      } else {
        take(error, 'Not saved.');
      }
    } finally {
      setBusy(false);
    }
  }

  function write(draft: AlertChannelDraft, over: AlertChannel | undefined): Promise<AlertChannel> {
    if (channel === undefined) return api.alertChannels.create({ body: draft, idempotencyKey });
    const at = over?.version ?? version ?? channel.version;
    return api.alertChannels.replace({ params: { id: channel.id }, version: at, body: draft });
  }

  return {
    form,
    faults,
    changes,
    busy,
    clash,
    dropClash: () => setClash(undefined),
    summary: { faults: hasSummary ? faults : [], failure: hasSummary ? failure : undefined, attempt: refusals },
    /** @param over the version of somebody else that goes */
    save: async (over?: AlertChannel) => {
      if (busy) return;
      setFailure(undefined);
      setClash(undefined);
      await form.handleSubmit((draft) => send(draft, over), refuse)();
    },
    discard: () => {
      setFailure(undefined);
      reset(base);
    },
    /** What stands in the form, for a test; undefined when it is wrong, which is shown. */
    toTest: async (): Promise<AlertChannelTestDraft | undefined> => {
      let draft: AlertChannelDraft | undefined;
      setFailure(undefined);
      await form.handleSubmit((valid) => {
        draft = valid;
      }, refuse)();
      return draft && { kind: 'unsaved', channel: draft, ...(channel === undefined ? {} : { id: channel.id }) };
    },
  };
}
