import { encode, type Schema } from '@crypto-cmp/der';
import type { Extension } from '../structures/extension.ts';
import { EXTENSION_OIDS } from './extension-oids.ts';

export function createExtension<T>(
  name: keyof typeof EXTENSION_OIDS,
  critical: boolean,
  schema: Schema<T>,
  value: T,
): Extension {
  return { extnID: EXTENSION_OIDS[name], critical, extnValue: encode(schema, value) };
}
