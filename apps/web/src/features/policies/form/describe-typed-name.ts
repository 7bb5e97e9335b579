import { describeName, NameError, parseName } from '@crypto-cmp/x509';

/** "Read as: CN ap-12 · OU Branch 12"; undefined while there is nothing to read. */
export function describeTypedName(text: string): string | undefined {
  try {
    const words = describeName(parseName(text));
    return words === '' ? undefined : `Read as: ${words}`;
  } catch (error) {
    if (error instanceof NameError) return undefined;
    throw error;
  }
}
