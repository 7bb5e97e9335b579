import { CmpError } from '@crypto-cmp/cmp';
import { DerError } from '@crypto-cmp/der';
import { X509Error } from '@crypto-cmp/x509';

import { traceOfDerError } from './trace-of-der-error.ts';

/** What a reader gave, or by which documented error it refused. Any other error is a failure, and goes on. */
export type Attempt<T> = { readonly value: T } | { readonly refused: string };

export function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { value: read() };
  } catch (error) {
    return { refused: refusalOf(error) };
  }
}

export async function attemptLater<T>(read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return { refused: refusalOf(error) };
  }
}

/** In a few words, for a trace. */
export function outcomeOf(tried: Attempt<unknown>): string {
  return 'refused' in tried ? tried.refused : 'ok';
}

function refusalOf(error: unknown): string {
  if (error instanceof DerError) return traceOfDerError(error);
  if (error instanceof X509Error && error.cause instanceof DerError) {
    return `${error.code} ${traceOfDerError(error.cause)}`;
  }
  if (error instanceof X509Error || error instanceof CmpError) return error.code;
  throw error;
}
