/**
 * SHA-256 (FIPS 180-4) of 32 octets, and again of each result, `iterations` times in all: the one thing that a MAC by
 * password spends its time on. Each is one block, and a call into OpenSSL takes about twice as long as the block itself. No
 * branch and no index depends on the octets, which are secret.
 */
export function iterateSha256(value: Uint8Array, iterations: number): Uint8Array<ArrayBuffer> {
  if (value.length !== 32) throw new TypeError(`expected 32 octets, got ${value.length}`);
  const words = new Int32Array(64);
  const input = new DataView(value.buffer, value.byteOffset, 32);
  for (let i = 0; i < 8; i++) words[i] = input.getInt32(i * 4);
  for (let done = 0; done < iterations; done++) compress(words);
  const output = new DataView(new ArrayBuffer(32));
  for (let i = 0; i < 8; i++) output.setInt32(i * 4, at(words, i));
  // What is left in them is the secret key.
  words.fill(0);
  return new Uint8Array(output.buffer);
}

/** One block: the first eight words with the padding of 32 octets behind them, and the digest in their place. */
function compress(words: Int32Array): void {
  words[8] = 0x80000000 | 0;
  for (let i = 9; i < 15; i++) words[i] = 0;
  words[15] = 256;
  for (let i = 16; i < 64; i++) {
    const x = at(words, i - 15);
    const y = at(words, i - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (at(words, i - 16) + s0 + at(words, i - 7) + s1) | 0;
  }
  let a = at(INITIAL, 0);
  let b = at(INITIAL, 1);
  let c = at(INITIAL, 2);
  let d = at(INITIAL, 3);
  let e = at(INITIAL, 4);
  let f = at(INITIAL, 5);
  let g = at(INITIAL, 6);
  let h = at(INITIAL, 7);
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(CONSTANTS, i) + at(words, i)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  words[0] = a + at(INITIAL, 0);
  words[1] = b + at(INITIAL, 1);
  words[2] = c + at(INITIAL, 2);
  words[3] = d + at(INITIAL, 3);
  words[4] = e + at(INITIAL, 4);
  words[5] = f + at(INITIAL, 5);
  words[6] = g + at(INITIAL, 6);
  words[7] = h + at(INITIAL, 7);
}

function at(words: Int32Array, index: number): number {
  // as: every index here is within
  return words[index] as number;
}

/** Section 5.3.3: the fractions of the square roots of the first eight primes. */
const INITIAL = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));
/** Section 4.2.2: those of the cube roots of the first 64. */
const CONSTANTS = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}

/** The first 32 bits of what stands behind the point. */
function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32);
}
