import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { UsedByList } from '../used-by-list.tsx';
import { ClashDialog } from './clash-dialog.tsx';
import { toPolicyForm } from './to-policy-form.ts';
import type { usePolicyEditor } from './use-policy-editor.ts';

/** What a save may ask before it goes through. */
export function EditorQuestions({ editor }: { editor: ReturnType<typeof usePolicyEditor> }) {
  const { question, dropQuestion } = editor;
  if (question === undefined) return null;
  if (question.kind === 'clash') {
    return (
      <ClashDialog
        base={editor.base}
        mine={editor.values}
        theirs={toPolicyForm(question.theirs)}
        savedAt={question.theirs.updatedAt}
        onClose={dropQuestion}
        onSettle={(values) => void editor.settle(question.theirs, values)}
      />
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
