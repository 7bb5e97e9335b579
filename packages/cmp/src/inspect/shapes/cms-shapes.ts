import { ID_ORI_KEM } from '../../messages/cms/kem-recipient-info.ts';
import { childrenOf, childTagged, type Element, oidOf } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { anything, choiceOf, fields, listOf, optional, required, setOf, type Shape } from '../shape.ts';
import { algorithmIdentifier, describeAlgorithm } from './algorithm-shapes.ts';
import { attribute, subjectPublicKeyInfo } from './certificate-shapes.ts';
import { name } from './name-shapes.ts';
import { generalizedTime, integer, objectIdentifier, octetString, serialNumber } from './primitive-shapes.ts';

const issuerAndSerialNumber = fields('IssuerAndSerialNumber', [
  required('issuer', name),
  required('serialNumber', serialNumber),
]);

const recipientIdentifier = choiceOf('RecipientIdentifier', [
  required('issuerAndSerialNumber', issuerAndSerialNumber),
  required('subjectKeyIdentifier', octetString, { implicit: 0 }),
]);

const keyTransRecipientInfo = fields('KeyTransRecipientInfo', [
  required('version', integer),
  required('rid', recipientIdentifier),
  required('keyEncryptionAlgorithm', algorithmIdentifier),
  required('encryptedKey', octetString),
]);

const recipientEncryptedKey = fields('RecipientEncryptedKey', [
  required(
    'rid',
    choiceOf('KeyAgreeRecipientIdentifier', [
      required('issuerAndSerialNumber', issuerAndSerialNumber),
      required(
        'rKeyId',
        fields('RecipientKeyIdentifier', [
          required('subjectKeyIdentifier', octetString),
          optional('date', generalizedTime),
          optional('other', anything),
        ]),
        { implicit: 0 },
      ),
    ]),
  ),
  required('encryptedKey', octetString),
]);

const keyAgreeRecipientInfo = fields('KeyAgreeRecipientInfo', [
  required('version', integer),
  required(
    'originator',
    choiceOf('OriginatorIdentifierOrKey', [
      required('issuerAndSerialNumber', issuerAndSerialNumber),
      required('subjectKeyIdentifier', octetString, { implicit: 0 }),
      required('originatorKey', subjectPublicKeyInfo, { implicit: 1 }),
    ]),
    { explicit: 0 },
  ),
  optional('ukm', octetString, { explicit: 1 }),
  required('keyEncryptionAlgorithm', algorithmIdentifier),
  required('recipientEncryptedKeys', listOf('RecipientEncryptedKeys', required('recipient', recipientEncryptedKey))),
]);

const kekRecipientInfo = fields('KEKRecipientInfo', [
  required('version', integer),
  required(
    'kekid',
    fields('KEKIdentifier', [
      required('keyIdentifier', octetString),
      optional('date', generalizedTime),
      optional('other', anything),
    ]),
  ),
  required('keyEncryptionAlgorithm', algorithmIdentifier),
  required('encryptedKey', octetString),
]);

const passwordRecipientInfo = fields('PasswordRecipientInfo', [
  required('version', integer),
  optional('keyDerivationAlgorithm', algorithmIdentifier, { implicit: 0 }),
  required('keyEncryptionAlgorithm', algorithmIdentifier),
  required('encryptedKey', octetString),
]);

const kemRecipientInfo = fields('KEMRecipientInfo', [
  required('version', integer),
  required('rid', recipientIdentifier),
  required('kem', algorithmIdentifier),
  required('kemct', octetString),
  required('kdf', algorithmIdentifier),
  required('kekLength', integer),
  optional('ukm', octetString, { explicit: 0 }),
  required('wrap', algorithmIdentifier),
  required('encryptedKey', octetString),
]);

const otherRecipientInfo = fields('OtherRecipientInfo', [
  required('oriType', objectIdentifier),
  required('oriValue', (oid) => (oid === ID_ORI_KEM ? kemRecipientInfo : anything)),
]);

export const envelopedData: Shape = fields(
  'EnvelopedData',
  [
    required('version', integer),
    optional('originatorInfo', anything, { implicit: 0 }),
    required(
      'recipientInfos',
      setOf(
        'RecipientInfos',
        required(
          'recipient',
          choiceOf('RecipientInfo', [
            required('ktri', keyTransRecipientInfo),
            required('kari', keyAgreeRecipientInfo, { implicit: 1 }),
            required('kekri', kekRecipientInfo, { implicit: 2 }),
            required('pwri', passwordRecipientInfo, { implicit: 3 }),
            required('ori', otherRecipientInfo, { implicit: 4 }),
          ]),
        ),
        'recipient',
      ),
    ),
    required(
      'encryptedContentInfo',
      fields(
        'EncryptedContentInfo',
        [
          required('contentType', objectIdentifier),
          required('contentEncryptionAlgorithm', algorithmIdentifier),
          optional('encryptedContent', octetString, { implicit: 0 }),
        ],
        { summarize: showContent },
      ),
    ),
    optional('unprotectedAttrs', setOf('UnprotectedAttributes', required('attribute', attribute)), { implicit: 1 }),
  ],
  { summarize: showTechnique },
);

/** `signedData · AES-256-CBC`: what is said to be in it. Nothing here ever decrypts it. */
function showContent(element: Element): string | undefined {
  const [type, algorithm] = childrenOf(element, 2);
  return [nameOrOid(oidOf(type)), describeAlgorithm(algorithm)].filter((part) => part !== undefined).join(' · ');
}

function showTechnique(element: Element): string {
  const recipients = childTagged(element, 0x31);
  const [first] = recipients === undefined ? [] : childrenOf(recipients, 1);
  const technique = first && TECHNIQUES[first.tlv.tagOctet];
  return technique === undefined ? 'encrypted' : `encrypted by ${technique}`;
}

/** By the tags of RecipientInfo (RFC 5652, section 6.2). */
const TECHNIQUES: Readonly<Record<number, string>> = {
  0x30: 'key transport',
  0xa1: 'key agreement',
  0xa2: 'a key of before',
  0xa3: 'password',
  0xa4: 'another technique, such as a KEM',
};
