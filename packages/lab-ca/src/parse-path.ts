import type { PKIBodyType } from '@crypto-cmp/cmp';

import { type Conduct, PLAIN } from './conduct.ts';
import { findFault } from './faults/faults.ts';
import { findProfile } from './issuing/profiles.ts';

/**
 * Reads the path of a request's URL; undefined where nothing lives.
 *
 * RFC 9811, section 3.4, has `/.well-known/cmp`, below it an operation, or `p` with a name and then an operation. The
 * same stands below `/cmp`, and the ways to behave in {@link MODES} and the faults stand there too.
 */
export function parsePath(path: string): Conduct | undefined {
  const [withoutQuery = ''] = path.split('?', 1);
  const segments = withoutQuery.split('/').filter((segment) => segment !== '');
  if (segments[0] === '.well-known' && segments[1] === 'cmp') return parseWellKnown(segments.slice(2));
  if (segments[0] !== 'cmp') return undefined;
  const [first = '', ...rest] = segments.slice(1);
  if (first === 'faults') {
    const fault = findFault(rest.join('/'));
    // Without certConf, a fault of the confirmation would never happen.
    return fault && { ...PLAIN, grantsImplicitConfirm: false, fault, ...(fault.polling && { polling: fault.polling }) };
  }
  const mode = lookUp(MODES, first);
  return mode === undefined ? parseWellKnown(segments.slice(1)) : withOperation({ ...PLAIN, ...mode }, rest);
}

/** What the ways below `/cmp` are for, and how they differ from it. */
export const MODES = {
  waiting: { polling: { delays: 2, checkAfterSeconds: 1 } },
  'waiting-to-confirm': { grantsImplicitConfirm: false, confirmationPolling: { delays: 2, checkAfterSeconds: 1 } },
  'explicit-confirm': { grantsImplicitConfirm: false },
  lightweight: { lightweight: true },
  'signed-answers': { signsAnswers: true },
  'new-root': { announcesRoot: true },
  'registration-authority': { certifiesAuthorities: true },
} as const satisfies Record<string, Partial<Conduct>>;

/** RFC 9483, section 6.1. */
export const OPERATION_LABELS = {
  initialization: 'ir',
  certification: 'cr',
  keyupdate: 'kur',
  pkcs10: 'p10cr',
  revocation: 'rr',
  getcacerts: 'genm',
  getrootupdate: 'genm',
  getcertreqtemplate: 'genm',
  getcrls: 'genm',
  nested: 'nested',
} as const satisfies Record<string, PKIBodyType>;

function parseWellKnown(segments: readonly string[]): Conduct | undefined {
  const [p, name, ...rest] = segments;
  if (p !== 'p' || name === undefined) return withOperation(PLAIN, segments);
  // The name chooses a CA or profile: this is one CA, and whatever it is called, it answers.
  const profile = findProfile(name);
  return withOperation({ ...PLAIN, ...(profile && { profile }) }, rest);
}

function withOperation(conduct: Conduct, [label, ...surplus]: readonly string[]): Conduct | undefined {
  if (label === undefined) return conduct;
  const operation = lookUp(OPERATION_LABELS, label);
  return operation === undefined || surplus.length > 0 ? undefined : { ...conduct, operation };
}

/** The name comes from a URL: `constructor` and its like are no entries. */
function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
