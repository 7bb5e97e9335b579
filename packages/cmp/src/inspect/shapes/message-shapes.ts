import { childrenOf, childTagged, contentOf, type Element, heldBy } from '../element.ts';
import { RULES } from '../rules.ts';
import { fields, optional, primitive, required, type Shape } from '../shape.ts';
import { showAllOctets, showOctets } from '../show-octets.ts';
import { algorithmIdentifier, describeProtectionAlgorithm } from './algorithm-shapes.ts';
import { pkiBody } from './body-shapes.ts';
import { certificates } from './certificate-shapes.ts';
import { infoTypeAndValues } from './info-type-shapes.ts';
import { generalName } from './name-shapes.ts';
import { generalizedTime, namedInteger, octetString, textualOctetString } from './primitive-shapes.ts';
import { pkiFreeText } from './status-shapes.ts';

const pkiHeader = fields('PKIHeader', [
  required('pvno', namedVersion(), { rule: RULES.pvno }),
  required('sender', generalName, { rule: RULES.sender }),
  required('recipient', generalName, { rule: RULES.recipient }),
  optional('messageTime', generalizedTime, { explicit: 0, rule: RULES.messageTime }),
  optional('protectionAlg', algorithmIdentifier, { explicit: 1, rule: RULES.protectionAlg }),
  optional('senderKID', textualOctetString, { explicit: 2, rule: RULES.senderKID }),
  optional('recipKID', textualOctetString, { explicit: 3, rule: RULES.recipKID }),
  optional('transactionID', octetString, { explicit: 4, rule: RULES.transactionID }),
  optional('senderNonce', octetString, { explicit: 5, rule: RULES.senderNonce }),
  optional('recipNonce', octetString, { explicit: 6, rule: RULES.recipNonce }),
  optional('freeText', pkiFreeText, { explicit: 7, rule: RULES.freeText }),
  optional('generalInfo', infoTypeAndValues, { explicit: 8 }),
]);

const pkiProtection = primitive('BIT STRING', 0x03, {
  summarize: showProtection,
  wholeText: (element) => showAllOctets(contentOf(element).subarray(1)),
});

export const pkiMessage: Shape = fields('SEQUENCE', [
  required('header', pkiHeader, { isProtectedPart: true }),
  required('body', pkiBody, { isProtectedPart: true }),
  optional('protection', pkiProtection, { explicit: 0, rule: RULES.protection }),
  optional('extraCerts', certificates, { explicit: 1, rule: RULES.extraCerts }),
]);

function namedVersion(): Shape {
  const named = namedInteger('INTEGER', { cmp1999: 1, cmp2000: 2, cmp2021: 3 });
  // `2 (cmp2000)`: the number is what people speak of.
  return { ...named, summarize: (element) => named.summarize?.(element)?.replace(/^(\w+) \((\d+)\)$/, '$2 ($1)') };
}

/** `HMAC-SHA-1, 20 octets`: with what the header says, in whose message this stands. */
function showProtection(element: Element): string {
  const octets = contentOf(element).subarray(1);
  const [header] = element.parent ? childrenOf(element.parent, 1) : [];
  const tagged = header && childTagged(header, 0xa1);
  const algorithm = tagged && heldBy(tagged);
  const name = algorithm && describeProtectionAlgorithm(algorithm);
  return name === undefined ? showOctets(octets) : `${name}, ${octets.length} octets`;
}
