import { ApiError, type ConnectionTest } from '@crypto-cmp/api';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useId, useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';

import { api } from '../../../api-client/client.ts';
import { TextButton } from '../../../ui/button.tsx';
import { describeLoadError } from '../../../ui/list-states.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { formatTime } from '../../../ui/time.ts';
import { toFieldPointer } from './field-paths.ts';
import { focusField } from '../../../ui/form/focus-field.ts';
import type { PolicyForm, ServerForm } from './policy-form.ts';
import classes from './server-test.module.css';

const ServerTestLayers = lazy(async () => ({ default: (await import('./server-test-layers.tsx')).ServerTestLayers }));

/** How the last test of this server went; forgotten once the server is another one. */
type Outcome = { of: string } & ({ result: ConnectionTest } | { problem: string });

/** The connection test of one server, as it stands in the form: the button in the card's head, the layers below it. */
export function useServerTest(index: number, title: string) {
  const form = useFormContext<PolicyForm>();
  const server = useWatch<PolicyForm, `servers.${number}`>({ name: `servers.${index}` });
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const layersId = useId();
  const current = outcome?.of === identify(server) ? outcome : undefined;
  const result = current !== undefined && 'result' in current ? current.result : undefined;

  async function run() {
    if (busy) return;
    const names = FIELDS.map((field) => `servers.${index}.${field}` as const);
    if (!(await form.trigger(names))) {
      const wrong = names.find((name) => form.getFieldState(name).invalid);
      if (wrong !== undefined) focusField(toFieldPointer(wrong));
      return;
    }
    const tested = form.getValues(`servers.${index}`);
    setBusy(true);
    try {
      const { toServerTestDraft } = await import('./server-test-draft.ts');
      const answer = await api.connectionTests.create({ body: toServerTestDraft(form.getValues(), tested) });
      setOutcome({ of: identify(tested), result: answer });
      setOpen(failedLayer(answer) !== undefined);
    } catch (error) {
      setOutcome({ of: identify(tested), problem: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  }

  const verb = busy ? 'Testing' : result === undefined ? 'Test now' : 'Test again';
  const problem = !busy && current !== undefined && 'problem' in current ? `Not tested. ${current.problem}` : undefined;
  const summary = !busy && result !== undefined ? summarize(result) : undefined;
  const action = (
    <div className={classes.test}>
      {result !== undefined && summary !== undefined && (
        <TextButton
          className={classes.outcome}
          aria-expanded={open}
          aria-controls={layersId}
          onClick={() => setOpen(!open)}
        >
          <StateMark state={failedLayer(result) === undefined ? 'server-answers' : 'server-unavailable'}>
            {summary}
          </StateMark>
          <IconChevronDown className={classes.chevron} size={14} stroke={1.75} aria-hidden />
        </TextButton>
      )}
      {problem !== undefined && <span className={classes.problem}>{problem}</span>}
      <TextButton
        icon={busy && <Spinner />}
        aria-label={`${verb}: ${title}`}
        aria-disabled={busy || undefined}
        onClick={() => void run()}
      >
        {verb}
      </TextButton>
      <span role="status" className="hidden-text">
        {summary === undefined ? problem : `${title}: ${summary}`}
      </span>
    </div>
  );
  const layers = (
    <div id={layersId}>
      {open && !busy && result !== undefined && (
        <Suspense>
          <ServerTestLayers layers={result.layers} />
        </Suspense>
      )}
    </div>
  );
  return { action, layers };
}

/** "38 ms, tested 11:50", "TLS failed, tested 11:50" */
function summarize(result: ConnectionTest): string {
  const failed = failedLayer(result);
  const milliseconds = result.layers.find(({ layer }) => layer === 'http')?.durationMs ?? result.durationMs;
  const outcome = failed === undefined ? `${milliseconds} ms` : FAILURES[failed.layer];
  return `${outcome}, tested ${formatTime(result.startedAt)}`;
}

function failedLayer({ layers }: ConnectionTest) {
  return layers.find(({ verdict }) => verdict === 'failed');
}

const FAILURES: Record<ConnectionTest['layers'][number]['layer'], string> = {
  dns: 'Name not found',
  tcp: 'No connection',
  tls: 'TLS failed',
  http: 'No CMP over HTTP',
  cmp: 'No CMP server',
  'cmp-protected': 'Protected CMP failed',
};

/** What a result belongs to; the role changes nothing. */
function identify({ transport, host, port, path }: ServerForm): string {
  return JSON.stringify([transport, host, port, path]);
}

function describeProblem(error: unknown): string {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const issue = problem?.code === 'validation-failed' ? problem.errors[0] : undefined;
  return describeLoadError(issue === undefined ? error : new Error(issue.message));
}

const FIELDS = ['host', 'port', 'path'] as const;
