/** What an identifier octet is called in a message: `SEQUENCE`, `[0]`, `constructed OCTET STRING`. */
export function tagName(tagOctet: number): string {
  const number = tagOctet & 0x1f;
  const constructed = (tagOctet & 0x20) !== 0;
  if (tagOctet >= 0x40) {
    const tagClass = classPrefixes[tagOctet >> 6] ?? '';
    return `${constructed ? '' : 'primitive '}[${tagClass}${number === 0x1f ? 'high' : number}]`;
  }
  const name = universalNames[number] ?? `UNIVERSAL ${number}`;
  const mustBeConstructed = number === 16 || number === 17;
  if (constructed === mustBeConstructed) return name;
  return `${constructed ? 'constructed' : 'primitive'} ${name}`;
}

const classPrefixes = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '];

const universalNames: Readonly<Record<number, string>> = {
  0: 'end-of-contents',
  1: 'BOOLEAN',
  2: 'INTEGER',
  3: 'BIT STRING',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT IDENTIFIER',
  10: 'ENUMERATED',
  12: 'UTF8String',
  16: 'SEQUENCE',
  17: 'SET',
  18: 'NumericString',
  19: 'PrintableString',
  20: 'TeletexString',
  22: 'IA5String',
  23: 'UTCTime',
  24: 'GeneralizedTime',
  26: 'VisibleString',
  28: 'UniversalString',
  30: 'BMPString',
};
