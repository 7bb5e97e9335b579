/**
 * Whether a text can be a dNSName: the preferred name syntax (RFC 1034, section 3.5, RFC 1123, section 2.1) in ASCII,
 * so an international name in its `xn--` form; a wildcard as the whole first label (RFC 9525, section 6.3). An IPv4
 * address is none, though it looks like one.
 */
export function isDomainName(text: string): boolean {
  const labels = text.split('.');
  if (labels[0] === '*' && labels.length > 2) labels.shift();
  return text.length <= 253 && labels.every((label) => ldhLabel.test(label)) && !/^[0-9]*$/.test(labels.at(-1) ?? '');
}

const ldhLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
