import { octetAt } from './bytes.ts';
import type { PathSteps } from './path.ts';

/**
 * One growing buffer, filled from its end towards its start.
 *
 * Backwards, the length of a value is known when its header is due: nothing is measured twice and nothing is moved.
 */
export class Writer {
  private buffer = new Uint8Array(initialSize);
  private start = initialSize;
  /** Filled only while an error travels outwards. */
  readonly path: PathSteps = [];

  /** Octets written so far. */
  get length(): number {
    return this.buffer.length - this.start;
  }

  octet(value: number): void {
    if (this.start === 0) this.grow(1);
    this.buffer[--this.start] = value;
  }

  bytes(value: Uint8Array): void {
    if (this.start < value.length) this.grow(value.length);
    this.start -= value.length;
    if (value.length > longestLoop) this.buffer.set(value, this.start);
    else for (let at = 0; at < value.length; at++) this.buffer[this.start + at] = octetAt(value, at);
  }

  /** Puts a header before what was written since the length was `mark`. */
  header(tagOctet: number, mark: number): void {
    const length = this.length - mark;
    if (length < 0x80) this.octet(length);
    else {
      let count = 0;
      for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
        this.octet(rest & 0xff);
        count++;
      }
      this.octet(0x80 | count);
    }
    this.octet(tagOctet);
  }

  /** A view of what was written since the length was `mark`; valid until the next write. */
  since(mark: number): Uint8Array {
    return this.buffer.subarray(this.start, this.buffer.length - mark);
  }

  /** Takes back what was written since the length was `mark`. */
  rewind(mark: number): void {
    this.start = this.buffer.length - mark;
  }

  /** Hands over what was written, and begins anew with nothing of it left behind: it may have been a secret. */
  take(): Uint8Array<ArrayBuffer> {
    const written = this.buffer.slice(this.start);
    if (this.buffer.length > initialSize) this.buffer = new Uint8Array(initialSize);
    else this.buffer.fill(0);
    this.start = initialSize;
    return written;
  }

  private grow(needed: number): void {
    const written = this.length;
    const larger = new Uint8Array(Math.max(2 * this.buffer.length, written + needed));
    larger.set(this.buffer.subarray(this.start), larger.length - written);
    this.buffer = larger;
    this.start = larger.length - written;
  }
}

const initialSize = 4096; // more than most messages
const longestLoop = 32; // below it, a loop beats the call
