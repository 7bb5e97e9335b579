import { toFieldPointer } from './field-paths.ts';

/** An error as the form holds it, and where. */
export interface FieldFault {
  pointer: string;
  message: string;
  /** `server`: only the server could know, so that judging again here would lose it. */
  source: 'schema' | 'server';
}

export const SERVER_ERROR = 'server';

/** All errors of the form, in the order in which their fields stand on the page. */
export function listFaults(errors: object): FieldFault[] {
  return [...faultsIn(errors, '')].toSorted((one, other) => rank(one.pointer).localeCompare(rank(other.pointer)));
}

function* faultsIn(place: unknown, path: string): Generator<FieldFault> {
  if (typeof place !== 'object' || place === null) return;
  const message: unknown = Reflect.get(place, 'message');
  const type: unknown = Reflect.get(place, 'type');
  if (typeof message === 'string' && typeof type === 'string') {
    yield { pointer: toFieldPointer(path), message, source: type === SERVER_ERROR ? 'server' : 'schema' };
    return;
  }
  for (const [step, inner] of Object.entries(place)) {
    // The error of a list as a whole stands beside those of its rows.
    if (step !== 'ref') yield* faultsIn(inner, step === 'root' || path === '' ? path || step : `${path}.${step}`);
  }
}

function rank(pointer: string): string {
  return pointer
    .split('/')
    .map((step) => {
      const place = ORDER.indexOf(step);
      return (place === -1 ? step : String(place)).padStart(6, '0');
    })
    .join('/');
}

const ORDER = [
  '',
  'name',
  'certificateRenewalTimeout',
  'keyType',
  'description',
  'servers',
  'role',
  'transport',
  'host',
  'port',
  'path',
  'trustpoints',
  'subjectName',
  'referenceId',
  'secret',
  'senderName',
  'recipientName',
  'subjectAltNames',
  'trustAnchors',
];
