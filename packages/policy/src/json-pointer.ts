/** The JSON pointer (RFC 6901) of a path: `['trustpoints', 0, 'subjectName']` is `/trustpoints/0/subjectName`. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * The path of a JSON pointer, steps that are array indices as numbers.
 *
 * @throws TypeError when the text is no JSON pointer
 */
export function parsePointer(pointer: string): (string | number)[] {
  if (pointer === '') return [];
  if (!/^(?:\/(?:[^~/]|~[01])*)+$/.test(pointer)) throw new TypeError(`expected a JSON pointer, got ${pointer}`);
  return pointer
    .slice(1)
    .split('/')
    .map((step) => (arrayIndex.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}

const arrayIndex = /^(?:0|[1-9][0-9]{0,8})$/;
