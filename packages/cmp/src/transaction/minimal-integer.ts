/** Real serial numbers may begin with needless octets; DER does not have them, and the number is the same without. */
export function minimalInteger(integer: Uint8Array): Uint8Array {
  let start = 0;
  const isNeedless = (at: number): boolean => {
    const sign = (integer[at + 1] ?? 0) & 0x80;
    return (integer[at] === 0x00 && sign === 0) || (integer[at] === 0xff && sign !== 0);
  };
  while (start + 1 < integer.length && isNeedless(start)) start++;
  return integer.subarray(start);
}
