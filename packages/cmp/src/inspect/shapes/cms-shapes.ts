import { ID_ORI_KEM } from '../../messages/cms/kem-recipient-info.ts';
import { leadingOid } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { anything, choiceOf, fields, listOf, optional, required, setOf, type Shape } from '../shape.ts';
import { algorithmIdentifier } from './algorithm-shapes.ts';
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
        { summarize: (element) => nameOrOid(leadingOid(element)) },
      ),
    ),
    optional('unprotectedAttrs', setOf('UnprotectedAttributes', required('attribute', attribute)), { implicit: 1 }),
  ],
  { summarize: () => 'encrypted' },
);
