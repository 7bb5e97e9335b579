import type { Extension } from '../structures/extension.ts';
import { GeneralNames } from '../structures/general-name.ts';
import { createExtension } from './create-extension.ts';
import { lenientGeneralNames, toGeneralName } from './lenient-general-name.ts';
import { readExtension, type WithExtensions } from './read-extension.ts';

/**
 * The subject's other names (RFC 5280, section 4.2.1.6); none when there is no such extension.
 *
 * @throws X509Error `malformed-structure`
 */
export function subjectAltNames(holder: WithExtensions): GeneralNames {
  return (readExtension(holder, 'subjectAltName', lenientGeneralNames) ?? []).map(toGeneralName);
}

/** RFC 5280 wants it critical when the subject is empty. */
export function createSubjectAltName(names: GeneralNames, critical = false): Extension {
  return createExtension('subjectAltName', critical, GeneralNames, names);
}
