/** The words of a server that did not take a message: text, never markup. */
export function ServerSays({ answer }: { answer: string | null | undefined }) {
  if (answer === null || answer === undefined) return null;
  return (
    <small>
      The server says: <code>{answer}</code>
    </small>
  );
}
