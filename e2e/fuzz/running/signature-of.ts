/** What tells two failures apart: the words without their numbers, and the place in our sources. */
export function signatureOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\/((?:packages|e2e)\/[^\s:]+)/.exec(error.stack?.split('\n').slice(1).join('\n') ?? '')?.[1] ?? '';
  return `${error.name}: ${error.message.replaceAll(/\d+/g, 'N').slice(0, 200)} ${place}`;
}
