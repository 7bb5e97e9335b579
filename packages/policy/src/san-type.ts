import { GENERAL_NAME_KINDS, type GeneralNameKind } from '@crypto-cmp/x509';

/**
 * The documented SAN Types. In a certificate: iPAddress, directoryName, rfc822Name, otherName with the User Principal
 * Name 1.3.6.1.4.1.311.20.2.3 (which EAP-TLS servers read), dNSName.
 */
export const SAN_TYPES = GENERAL_NAME_KINDS;
export type SanType = GeneralNameKind;

/** The document's words. */
export const SAN_TYPE_LABELS: Readonly<Record<SanType, string>> = {
  'ip-address': 'IP Address',
  'distinguished-name': 'Distinguished Name',
  email: 'Email',
  string: 'String',
  fqdn: 'FQDN',
};
