import { lazy, Suspense } from 'react';

import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { UsedByList } from '../used-by-list.tsx';
import { toPolicyForm } from './to-policy-form.ts';
import type { usePolicyEditor } from './use-policy-editor.ts';

/** Two people in one policy are rare: the form does not wait for what shows them both. */
const ClashDialog = lazy(async () => ({ default: (await import('./clash-dialog.tsx')).ClashDialog }));

/** What a save may ask before it goes through. */
export function EditorQuestions({ editor }: { editor: ReturnType<typeof usePolicyEditor> }) {
  const { question, dropQuestion } = editor;
  if (question === undefined) return null;
  if (question.kind === 'clash') {
    return (
      <Suspense>
        <ClashDialog
          base={editor.base}
          mine={editor.values}
          theirs={toPolicyForm(question.theirs)}
          savedAt={question.theirs.updatedAt}
          onClose={dropQuestion}
          onSettle={(values) => void editor.settle(question.theirs, values)}
        />
      </Suspense>
    );
  }
  const { problem } = question;
  if (!problem.canForce) {
    return (
      <Dialog
        title="A deleted trustpoint is in use"
        onClose={dropQuestion}
        actions={<Button onClick={dropQuestion}>Close</Button>}
      >
        <UsedByList {...problem} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title="A deleted trustpoint is in use. Save all the same?"
      keep="Keep editing"
      act="Save and delete it"
      onKeep={dropQuestion}
      onAct={() => editor.save(undefined, true)}
    >
      <UsedByList {...problem} />
    </ConfirmDialog>
  );
}
