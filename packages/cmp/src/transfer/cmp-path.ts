import type { AnyTransactionRequest } from '../transaction/transaction-request.ts';

/** RFC 9811, section 3.4. */
export const WELL_KNOWN_CMP_PATH = '/.well-known/cmp';

/** What the last part of a path says about the request: RFC 9483, section 6.1. */
export type OperationLabel = (typeof OPERATION_LABELS)[number];

export const OPERATION_LABELS = [
  'initialization',
  'certification',
  'keyupdate',
  'pkcs10',
  'revocation',
  'getcacerts',
  'getrootupdate',
  'getcertreqtemplate',
  'getcrls',
  /** Between an RA and a CA only. */
  'nested',
] as const;

export interface CmpPathParts {
  /** Of one of several CAs or certificate profiles behind the same host. */
  readonly name?: string;
  /** For servers that tell operations apart by the path. The message says it too, and counts. */
  readonly operation?: OperationLabel;
}

/**
 * `/.well-known/cmp`, `…/<operation>`, `…/p/<name>` or `…/p/<name>/<operation>`. The other messages of a transaction go to
 * the path of its first one.
 *
 * @throws TypeError for a name that is none, or that the URL's own rules would make something else of
 */
export function createCmpPath({ name, operation }: CmpPathParts = {}): string {
  // As a whole segment, `.` and `..` would leave the path, also when they are escaped (WHATWG URL, section 3.3).
  if (name === '' || name === '.' || name === '..') throw new TypeError(`expected a name for a path, got '${name}'`);
  const named = name === undefined ? [] : ['p', encodeURIComponent(name)];
  return [WELL_KNOWN_CMP_PATH, ...named, ...(operation === undefined ? [] : [operation])].join('/');
}

/** The label of a request; undefined for questions that have none. */
export function operationLabelOf(request: AnyTransactionRequest): OperationLabel | undefined {
  if (request.operation === 'genm') return QUESTION_LABELS[request.question.type];
  return REQUEST_LABELS[request.operation];
}

const REQUEST_LABELS = {
  ir: 'initialization',
  cr: 'certification',
  kur: 'keyupdate',
  p10cr: 'pkcs10',
  rr: 'revocation',
} as const;

const QUESTION_LABELS = {
  caCerts: 'getcacerts',
  rootCaCert: 'getrootupdate',
  certReqTemplate: 'getcertreqtemplate',
  crlStatusList: 'getcrls',
  currentCRL: undefined,
  none: undefined,
  other: undefined,
} as const;
