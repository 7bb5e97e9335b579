import fc from 'fast-check';

/** One change of the octets of a message; positions and lengths are shares of its length. */
export const mutation = fc.oneof(
  fc.record({
    type: fc.constant('flip' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    mask: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({
    type: fc.constant('cut' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    mask: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('insert' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    mask: fc.nat(255),
  }),
  fc.record({ type: fc.constant('double' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), mask: fc.nat(40) }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

/** The octets after the change. */
export function mutate(bytes: Uint8Array, { type, at, mask }: Mutation): Uint8Array {
  const index = Math.min(Math.floor(at * bytes.length), Math.max(0, bytes.length - 1));
  switch (type) {
    case 'flip':
      return bytes.map((octet, position) => (position === index ? octet ^ mask : octet));
    case 'cut':
      return bytes.slice(0, index);
    case 'insert':
      return Uint8Array.of(...bytes.slice(0, index), mask, ...bytes.slice(index));
    case 'double':
      return Uint8Array.of(...bytes.slice(0, index + mask), ...bytes.slice(index));
  }
}
