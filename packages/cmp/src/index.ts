export { CmpError, type CmpErrorCode } from './cmp-error.ts';

export { startTransaction } from './transaction/start-transaction.ts';
export { advance } from './transaction/advance.ts';
export { dueEffect } from './transaction/due-effect.ts';
export type { Answer, RootUpdate } from './transaction/answer.ts';
export { openDeliveredKey } from './transaction/open-delivered-key.ts';
export { createCrlQuestion } from './transaction/create-crl-question.ts';
export {
  type AnyCheckName,
  CHECK_NAMES,
  type CheckName,
  type CheckNameOf,
  INFORMATION_CHECK_NAMES,
  REVOCATION_CHECK_NAMES,
} from './transaction/check-name.ts';
export type { CheckResult, CheckVerdict } from './transaction/check-result.ts';
export {
  type AnyFailureCode,
  FAILURE_KINDS,
  type Failure,
  type FailureCode,
  type FailureCodeOf,
  type FailureKind,
  FURTHER_FAILURE_KINDS,
  type PeerClaim,
} from './transaction/failure.ts';
export type { ComparedField, FieldComparison } from './transaction/field-comparison.ts';
export type { KeySpecification } from './transaction/key-specification.ts';
export type { ReceivedMessage, Step } from './transaction/step.ts';
export type {
  Decryption,
  Expectations,
  KemPeer,
  MessageAdditions,
  PollingLimits,
  TransactionContext,
  UnprotectedAnswer,
} from './transaction/transaction-context.ts';
export type {
  Confirmation,
  Continuation,
  EnrolledCertificate,
  Farewell,
  Outcome,
  Revocation,
  SentBodyType,
  TransactionEffect,
} from './transaction/transaction-effect.ts';
export type { TransactionEvent, TransportFailure } from './transaction/transaction-event.ts';
export type { Publication, RequestedControls } from './transaction/requested-controls.ts';
export type { RequestedUsages } from './transaction/requested-usages.ts';
export type { RegistrationInfo } from './transaction/utf8-pairs.ts';
export type {
  AnyTransactionRequest,
  CentralKey,
  EncryptionKey,
  EnrollmentOperation,
  EnrollRequest,
  EnrollTemplate,
  InformationRequest,
  Operation,
  Pkcs10Request,
  Question,
  RequestedKey,
  RequestedValidity,
  RevokeRequest,
  RevocationTarget,
  SigningKey,
  TemplateOptions,
  TransactionRequest,
  UpdateRequest,
  UpdateTemplate,
} from './transaction/transaction-request.ts';
export type { AnyTransactionState, TransactionStage, TransactionState } from './transaction/transaction-state.ts';

export { EnvelopeError, type EnvelopeErrorCode } from './enveloped-data/envelope-error.ts';
export type { DecryptionKey, EnvelopeRecipient, EnvelopeRules } from './enveloped-data/envelope-recipient.ts';
export { type OpenedEnvelope, openEnvelope } from './enveloped-data/open-envelope.ts';
export {
  type PasswordTarget,
  type PublicKeyTarget,
  sealEnvelope,
  type SealingTarget,
} from './enveloped-data/seal-envelope.ts';
export { type KeyGenerationAuthority, signKeyPackage } from './key-generation/sign-key-package.ts';

export { createPopo } from './proof-of-possession/create-popo.ts';
export { PopoError, type PopoErrorCode } from './proof-of-possession/popo-error.ts';
export { verifyPopo } from './proof-of-possession/verify-popo.ts';

export { computeMac } from './protection/compute-mac.ts';
export { describeProtection } from './protection/describe-protection.ts';
export { type FoundSigner, findSigner } from './protection/find-signer.ts';
export { computeKemMac, isKemMacAlgorithm, type KemMacScheme, parseKemMacScheme } from './protection/kem-mac-scheme.ts';
export { hashOfMac, type MacAlgorithm } from './protection/mac-algorithm.ts';
export { DEFAULT_MAC_LIMITS, findMacLimitProblem, type MacLimits } from './protection/mac-limits.ts';
export { isMacAlgorithm, type MacScheme, parseMacScheme } from './protection/mac-scheme.ts';
export {
  addProtection,
  createBatch,
  type NestedMessages,
  type NestingContext,
  readNestedMessage,
} from './protection/nested-message.ts';
export { NestingError, type NestingErrorCode } from './protection/nesting-error.ts';
export {
  encodeUnprotected,
  type PKIMessageDraft,
  protectPKIMessage,
  type ProtectOptions,
} from './protection/protect-pki-message.ts';
export { protectedPart } from './protection/protected-part.ts';
export { ProtectionError, type ProtectionErrorCode } from './protection/protection-error.ts';
export { protectionKind } from './protection/protection-kind.ts';
export type {
  KemMacParameters,
  KemProtector,
  MacParameters,
  MacProtector,
  NoProtector,
  Protector,
  SignatureProtector,
} from './protection/protector.ts';

export {
  type CmpPathParts,
  createCmpPath,
  OPERATION_LABELS,
  type OperationLabel,
  operationLabelOf,
  WELL_KNOWN_CMP_PATH,
} from './transfer/cmp-path.ts';
export { isPKIMessageContentType, PKI_MESSAGE_CONTENT_TYPE } from './transfer/content-type.ts';
export { TransferError, type TransferErrorCode, type TransferErrorOptions } from './transfer/transfer-error.ts';

export { CAKeyUpdAnnContent } from './messages/ca-key-upd-ann-content.ts';
export { CAKeyUpdContent } from './messages/ca-key-upd-content.ts';
export { CertAnnContent } from './messages/cert-ann-content.ts';
export { CertConfirmContent } from './messages/cert-confirm-content.ts';
export { CertOrEncCert } from './messages/cert-or-enc-cert.ts';
export { CertRepMessage } from './messages/cert-rep-message.ts';
export { CertReqTemplateContent } from './messages/cert-req-template-content.ts';
export { CertResponse } from './messages/cert-response.ts';
export { CertStatus } from './messages/cert-status.ts';
export { CertifiedKeyPair } from './messages/certified-key-pair.ts';
export { Challenge } from './messages/challenge.ts';
export { CMPCertificate } from './messages/cmp-certificate.ts';
export { CRLAnnContent } from './messages/crl-ann-content.ts';
export { CRLSource } from './messages/crl-source.ts';
export { CRLStatus } from './messages/crl-status.ts';
export { DHBMParameter, ID_DH_BASED_MAC } from './messages/dhbm-parameter.ts';
export { ErrorMsgContent } from './messages/error-msg-content.ts';
export { GenMsgContent } from './messages/gen-msg-content.ts';
export { GenRepContent } from './messages/gen-rep-content.ts';
export { InfoTypeAndValue } from './messages/info-type-and-value.ts';
export { INFO_TYPES, type InfoTypeName, type InfoType } from './messages/info-types.ts';
export { ID_KEM_BASED_MAC, KemBMParameter } from './messages/kem-bm-parameter.ts';
export { KemCiphertextInfo } from './messages/kem-ciphertext-info.ts';
export { KemOtherInfo } from './messages/kem-other-info.ts';
export { KeyRecRepContent } from './messages/key-rec-rep-content.ts';
export { NestedMessageContent } from './messages/nested-message-content.ts';
export { OOBCertHash } from './messages/oob-cert-hash.ts';
export { OOBCert } from './messages/oob-cert.ts';
export { ID_PBKDF2, PBKDF2Params } from './messages/pbkdf2-params.ts';
export { ID_PASSWORD_BASED_MAC, PBMParameter } from './messages/pbm-parameter.ts';
export { ID_PBMAC1, PBMAC1Params } from './messages/pbmac1-params.ts';
export { PKIBody, type PKIBodyType } from './messages/pki-body.ts';
export { PKIConfirmContent } from './messages/pki-confirm-content.ts';
export { PKIFailureInfo, PKI_FAILURE_INFO, type PKIFailureInfoName } from './messages/pki-failure-info.ts';
export { PKIFreeText } from './messages/pki-free-text.ts';
export { PKIHeader } from './messages/pki-header.ts';
export { PKIMessage } from './messages/pki-message.ts';
export { PKIMessages } from './messages/pki-messages.ts';
export { PKIStatusInfo } from './messages/pki-status-info.ts';
export { PKIStatus, PKI_STATUS, type PKIStatusName } from './messages/pki-status.ts';
export { PollRepContent, type PollRep } from './messages/poll-rep-content.ts';
export { PollReqContent } from './messages/poll-req-content.ts';
export { POPODecKeyChallContent } from './messages/popo-dec-key-chall-content.ts';
export { POPODecKeyRespContent } from './messages/popo-dec-key-resp-content.ts';
export { ProtectedPart } from './messages/protected-part.ts';
export { Rand } from './messages/rand.ts';
export { RevAnnContent } from './messages/rev-ann-content.ts';
export { RevDetails } from './messages/rev-details.ts';
export { RevRepContent } from './messages/rev-rep-content.ts';
export { RevReqContent } from './messages/rev-req-content.ts';
export { RootCaKeyUpdateContent } from './messages/root-ca-key-update-content.ts';
export { AsymmetricKeyPackage } from './messages/cms/asymmetric-key-package.ts';
export { ContentInfo, ID_DATA, ID_ENVELOPED_DATA, ID_SIGNED_DATA } from './messages/cms/content-info.ts';
export { EncapsulatedContentInfo, ID_CT_KP_A_KEY_PACKAGE } from './messages/cms/encapsulated-content-info.ts';
export { EncryptedContentInfo } from './messages/cms/encrypted-content-info.ts';
export { EnvelopedData } from './messages/cms/enveloped-data.ts';
export { IssuerAndSerialNumber } from './messages/cms/issuer-and-serial-number.ts';
export { KEKRecipientInfo } from './messages/cms/kek-recipient-info.ts';
export { ID_ORI_KEM, KEMRecipientInfo } from './messages/cms/kem-recipient-info.ts';
export { KeyAgreeRecipientInfo } from './messages/cms/key-agree-recipient-info.ts';
export { KeyTransRecipientInfo } from './messages/cms/key-trans-recipient-info.ts';
export { OriginatorIdentifierOrKey } from './messages/cms/originator-identifier-or-key.ts';
export { OtherRecipientInfo } from './messages/cms/other-recipient-info.ts';
export { PasswordRecipientInfo } from './messages/cms/password-recipient-info.ts';
export { RecipientEncryptedKey } from './messages/cms/recipient-encrypted-key.ts';
export { RecipientIdentifier } from './messages/cms/recipient-identifier.ts';
export { RecipientInfo } from './messages/cms/recipient-info.ts';
export { SignedData } from './messages/cms/signed-data.ts';
export { SignerInfo } from './messages/cms/signer-info.ts';
export { AttributeTypeAndValue } from './messages/crmf/attribute-type-and-value.ts';
export { CertId } from './messages/crmf/cert-id.ts';
export { CertReqMessages } from './messages/crmf/cert-req-messages.ts';
export { CertReqMsg } from './messages/crmf/cert-req-msg.ts';
export { CertRequest } from './messages/crmf/cert-request.ts';
export { CertTemplate } from './messages/crmf/cert-template.ts';
export { CONTROL_TYPES, type ControlTypeName, type ControlType } from './messages/crmf/control-types.ts';
export { Controls } from './messages/crmf/controls.ts';
export { EncKeyWithID, ID_CT_ENC_KEY_WITH_ID } from './messages/crmf/enc-key-with-id.ts';
export { EncryptedKey } from './messages/crmf/encrypted-key.ts';
export { EncryptedValue } from './messages/crmf/encrypted-value.ts';
export { OptionalValidity } from './messages/crmf/optional-validity.ts';
export { PKIArchiveOptions } from './messages/crmf/pki-archive-options.ts';
export { PKIPublicationInfo } from './messages/crmf/pki-publication-info.ts';
export { PKMACValue } from './messages/crmf/pkmac-value.ts';
export { POPOPrivKey, SUBSEQUENT_MESSAGE } from './messages/crmf/popo-priv-key.ts';
export { POPOSigningKeyInput } from './messages/crmf/popo-signing-key-input.ts';
export { POPOSigningKey } from './messages/crmf/popo-signing-key.ts';
export { ProofOfPossession } from './messages/crmf/proof-of-possession.ts';
export { REG_INFO_TYPES, type RegInfoTypeName } from './messages/crmf/reg-info-types.ts';
export { SinglePubInfo } from './messages/crmf/single-pub-info.ts';

export { summarizeBody } from './inspect/summarize-body.ts';
