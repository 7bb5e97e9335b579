/** What `q` of the trustpoint lists looks into, in lower case. A serial number is found with and without colons. */
export function trustpointSearchText(name: string, subjectName: string, serialNumber: string | null): string {
  const serial = serialNumber === null ? [] : [serialNumber, serialNumber.replaceAll(/(..)(?=.)/g, '$1:')];
  return [name, subjectName, ...serial].join('\n').toLowerCase();
}
