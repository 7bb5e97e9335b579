export const FIRST = [
  { value: 'ir', label: 'ir', description: 'Initialization request: what most CAs expect' },
  { value: 'cr', label: 'cr', description: 'Certification request: for one who is known to the CA' },
  { value: 'p10cr', label: 'p10cr', description: 'A PKCS#10 request, for CAs that know no CRMF' },
] as const;

export const RENEWAL = [
  { value: 'kur', label: 'kur', description: 'Key update request, signed with the current certificate' },
  { value: 'cr', label: 'cr', description: 'Signed with the current certificate, for CAs that know no kur' },
  { value: 'as-first', label: 'As the first enrollment', description: 'With the Secret, which has to stay' },
] as const;

export const KINDS = [
  { value: 'pbm', label: 'PBM' },
  { value: 'pbmac1', label: 'PBMAC1' },
] as const;

export const HASHES = [
  { value: 'sha1', label: 'SHA-1', description: 'Outdated' },
  { value: 'sha224', label: 'SHA-224' },
  { value: 'sha256', label: 'SHA-256' },
  { value: 'sha384', label: 'SHA-384' },
  { value: 'sha512', label: 'SHA-512' },
] as const;

export const MACS = [
  { value: 'hmac-sha1', label: 'HMAC-SHA-1', description: 'Outdated' },
  { value: 'hmac-sha224', label: 'HMAC-SHA-224' },
  { value: 'hmac-sha256', label: 'HMAC-SHA-256' },
  { value: 'hmac-sha384', label: 'HMAC-SHA-384' },
  { value: 'hmac-sha512', label: 'HMAC-SHA-512' },
  { value: 'kmac128', label: 'KMAC128' },
  { value: 'kmac256', label: 'KMAC256' },
] as const;

export const REDIRECTS = [
  { value: 'never', label: 'Not followed', description: 'The answer is an error that says where it points' },
  { value: 'same-origin', label: 'Within the server', description: 'Same scheme, host and port' },
  {
    value: 'https',
    label: 'There and to any https',
    description: 'Risk: who answers for the server chooses who sees the request',
  },
] as const;

/** A value of a setting, as its field shows it. */
export function showValue(value: string): string {
  if (value === 'true') return 'on';
  if (value === 'false') return 'off';
  const choices = [...FIRST, ...RENEWAL, ...KINDS, ...HASHES, ...MACS, ...REDIRECTS];
  return value === '' ? 'empty' : (choices.find((choice) => choice.value === value)?.label ?? value);
}
