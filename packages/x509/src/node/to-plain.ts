/** A view without the methods of Buffer, so that results compare and serialise as the Uint8Array they are. */
export function toPlain(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
