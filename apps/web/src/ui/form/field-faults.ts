import { toPointer } from '@crypto-cmp/policy';

/** An error as the form holds it, and where. */
export interface FieldFault {
  pointer: string;
  message: string;
  /** `server`: only the server could know, so that judging again here would lose it. */
  source: 'schema' | 'server';
}

export const SERVER_ERROR = 'server';

/** All errors of a form, in the order in which their fields stand on the page: `order` names the steps of their paths. */
export function listFaults(errors: object, order: readonly string[]): FieldFault[] {
  const rank = (pointer: string) => rankOf(pointer, order);
  return [...faultsIn(errors, '')].toSorted((one, other) => rank(one.pointer).localeCompare(rank(other.pointer)));
}

function* faultsIn(place: unknown, path: string): Generator<FieldFault> {
  if (typeof place !== 'object' || place === null) return;
  const message: unknown = Reflect.get(place, 'message');
  const type: unknown = Reflect.get(place, 'type');
  if (typeof message === 'string' && typeof type === 'string') {
    const source = type === SERVER_ERROR ? 'server' : 'schema';
    yield { pointer: toPointer(path.split('.')), message, source };
    return;
  }
  for (const [step, inner] of Object.entries(place)) {
    // The error of a list as a whole stands beside those of its rows.
    if (step !== 'ref') yield* faultsIn(inner, step === 'root' || path === '' ? path || step : `${path}.${step}`);
  }
}

function rankOf(pointer: string, order: readonly string[]): string {
  return pointer
    .split('/')
    .map((step) => {
      const place = order.indexOf(step);
      return (place === -1 ? step : String(place)).padStart(6, '0');
    })
    .join('/');
}
