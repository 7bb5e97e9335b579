/**
 * The documented SAN Types. In a certificate: iPAddress, directoryName, rfc822Name, otherName with the User Principal
 * Name 1.3.6.1.4.1.311.20.2.3 (which EAP-TLS servers read), dNSName.
 */
export const SAN_TYPES = ['ip-address', 'distinguished-name', 'email', 'string', 'fqdn'] as const;
export type SanType = (typeof SAN_TYPES)[number];

/** The document's words. */
export const SAN_TYPE_LABELS: Readonly<Record<SanType, string>> = {
  'ip-address': 'IP Address',
  'distinguished-name': 'Distinguished Name',
  email: 'Email',
  string: 'String',
  fqdn: 'FQDN',
};
