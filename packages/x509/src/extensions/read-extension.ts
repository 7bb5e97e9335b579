import { decode, type Schema } from '@crypto-cmp/der';
import { readingDer } from '../reading-der.ts';
import type { Extension } from '../structures/extension.ts';
import { EXTENSION_OIDS } from './extension-oids.ts';

/** What has extensions: a certificate, a signing request, a template. */
export interface WithExtensions {
  readonly extensions: readonly Extension[];
}

/** The value of one extension, or undefined when it is not there. */
export function readExtension<T>(
  { extensions }: WithExtensions,
  name: keyof typeof EXTENSION_OIDS,
  schema: Schema<T>,
): T | undefined {
  const found = extensions.find(({ extnID }) => extnID === EXTENSION_OIDS[name]);
  return found === undefined ? undefined : readingDer(name, () => decode(schema, found.extnValue));
}
