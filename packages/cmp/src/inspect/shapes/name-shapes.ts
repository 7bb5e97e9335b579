import { decode, DerError, encode, rawValue, sequenceOf } from '@crypto-cmp/der';
import { describeGeneralName, formatName, GeneralName, X509Error } from '@crypto-cmp/x509';

import { childrenOf, derOf, type Element, leadingOid } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { anything, choiceOf, fields, listOf, required, setOf, type Shape } from '../shape.ts';
import { showText } from '../show-text.ts';
import { ia5String, objectIdentifier, octetString } from './primitive-shapes.ts';

const attributeTypeAndValue: Shape = fields(
  'AttributeTypeAndValue',
  [required('type', objectIdentifier), required('value', anything)],
  { nameOf: (element) => nameOrOid(leadingOid(element)) },
);

export const relativeDistinguishedName: Shape = setOf(
  'RelativeDistinguishedName',
  required('attribute', attributeTypeAndValue),
  'attribute',
  { summarize: showRdn, nameOf: nameOfRdn },
);

export const name: Shape = listOf('Name', required('rdn', relativeDistinguishedName), 'attribute', {
  summarize: showName,
  wholeText: (element) => showName(element, 4096),
});

/** RFC 4514 text; the empty name is called by its name. */
export function showName(element: Element, limit = 200): string | undefined {
  return childrenOf(element, 1).length === 0 && element.tlv.end === element.tlv.contentStart
    ? 'NULL-DN'
    : format(derOf(element), limit);
}

/** One RDN as a name of its own: `CN=ap-7`. */
function showRdn(element: Element): string | undefined {
  return element.problem === undefined ? format(encode(sequenceOf(rawValue), [derOf(element)])) : undefined;
}

function nameOfRdn(element: Element): string | undefined {
  const [attribute] = childrenOf(element, 1);
  return attribute && nameOrOid(leadingOid(attribute));
}

function format(der: Uint8Array, limit = 200): string | undefined {
  try {
    return showText(formatName(der), limit);
  } catch (error) {
    if (error instanceof X509Error || error instanceof DerError) return undefined;
    throw error;
  }
}

export const generalName: Shape = choiceOf(
  'GeneralName',
  [
    required(
      'otherName',
      fields('OtherName', [required('typeId', objectIdentifier), required('value', anything, { explicit: 0 })]),
      {
        implicit: 0,
      },
    ),
    required('rfc822Name', ia5String, { implicit: 1 }),
    required('dNSName', ia5String, { implicit: 2 }),
    required('x400Address', { ...anything, type: 'ORAddress' }, { implicit: 3 }),
    required('directoryName', name, { explicit: 4 }),
    required('ediPartyName', { ...anything, type: 'EDIPartyName' }, { implicit: 5 }),
    required('uniformResourceIdentifier', ia5String, { implicit: 6 }),
    required('iPAddress', octetString, { implicit: 7 }),
    required('registeredID', objectIdentifier, { implicit: 8 }),
  ],
  'shown',
  { summarize: showGeneralName },
);

export const generalNames: Shape = listOf('GeneralNames', required('name', generalName), 'name', {
  summarize: showGeneralNames,
});

/** Its text, without its kind. */
export function showGeneralName(element: Element): string | undefined {
  try {
    const value = decode(GeneralName, derOf(element));
    if (value.type === 'directoryName' && value.value.length === 2) return 'NULL-DN';
    return showText(describeGeneralName(value).value);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function showGeneralNames(element: Element): string | undefined {
  const names = childrenOf(element, 10);
  return names.length === 0 ? undefined : names.map((member) => showGeneralName(member) ?? '?').join(', ');
}
