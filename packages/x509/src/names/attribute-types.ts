/** The form in which an attribute's text is encoded (RFC 5280, appendix A.1). */
export type NameStringForm = 'utf8' | 'printable' | 'ia5';

export interface AttributeType {
  readonly oid: string;
  /** The short name in which it is written. */
  readonly keyword: string;
  readonly form: NameStringForm;
}

export function attributeTypeByOid(oid: string): AttributeType | undefined {
  return byOid.get(oid);
}

/** Finds a type by any of its names, in any case (RFC 4512, section 1.4: short names are case-insensitive). */
export function attributeTypeByKeyword(keyword: string): AttributeType | undefined {
  return byKeyword.get(keyword.toLowerCase());
}

export const COUNTRY_NAME = '2.5.4.6';

// Each row: object identifier, form, the name we write, further names we read. The names are those of RFC 4514
// (section 3), RFC 4519, and the ones OpenSSL prints.
const rows: readonly (readonly [oid: string, form: NameStringForm, keyword: string, ...others: string[]])[] = [
  ['2.5.4.3', 'utf8', 'CN', 'commonName'],
  ['2.5.4.4', 'utf8', 'SN', 'surname'],
  ['2.5.4.5', 'printable', 'serialNumber'],
  [COUNTRY_NAME, 'printable', 'C', 'countryName'],
  ['2.5.4.7', 'utf8', 'L', 'localityName'],
  ['2.5.4.8', 'utf8', 'ST', 'S', 'stateOrProvinceName'],
  ['2.5.4.9', 'utf8', 'STREET', 'streetAddress'],
  ['2.5.4.10', 'utf8', 'O', 'organizationName'],
  ['2.5.4.11', 'utf8', 'OU', 'organizationalUnitName'],
  ['2.5.4.12', 'utf8', 'title', 'T'],
  ['2.5.4.13', 'utf8', 'description'],
  ['2.5.4.15', 'utf8', 'businessCategory'],
  ['2.5.4.16', 'utf8', 'postalAddress'],
  ['2.5.4.17', 'utf8', 'postalCode'],
  ['2.5.4.41', 'utf8', 'name'],
  ['2.5.4.42', 'utf8', 'GN', 'givenName', 'G'],
  ['2.5.4.43', 'utf8', 'initials'],
  ['2.5.4.44', 'utf8', 'generationQualifier'],
  ['2.5.4.46', 'printable', 'dnQualifier'],
  ['2.5.4.65', 'utf8', 'pseudonym'],
  ['2.5.4.97', 'utf8', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.1', 'utf8', 'UID', 'userId'],
  ['0.9.2342.19200300.100.1.25', 'ia5', 'DC', 'domainComponent'],
  ['1.2.840.113549.1.9.1', 'ia5', 'emailAddress', 'E', 'email'],
  ['1.2.840.113549.1.9.2', 'utf8', 'unstructuredName'],
];

const byOid = new Map<string, AttributeType>();
const byKeyword = new Map<string, AttributeType>();
for (const [oid, form, keyword, ...others] of rows) {
  const type: AttributeType = { oid, keyword, form };
  byOid.set(oid, type);
  for (const name of [keyword, ...others]) byKeyword.set(name.toLowerCase(), type);
}
