import { equalBytes } from '@crypto-cmp/der';
import type { Certificate } from '@crypto-cmp/x509';

import { EnvelopeError } from '../../enveloped-data/envelope-error.ts';
import { openSignedKeys, readKeyPackage } from '../../key-generation/read-key-package.ts';
import { verifyKeyAuthority } from '../../key-generation/verify-key-authority.ts';
import type { SignedData } from '../../messages/cms/signed-data.ts';
import type { EnvelopedData } from '../../messages/cms/enveloped-data.ts';
import type { PKIMessage } from '../../messages/pki-message.ts';
import { isMacAlgorithm, parseMacScheme } from '../../protection/mac-scheme.ts';
import { showName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { EnrollmentState } from '../transaction-state.ts';
import { checkPathRevocation } from './check-path-revocation.ts';
import { keyOpener } from './envelope-recipient-of.ts';
import { type Grant, grantedKeyPair, type GrantReading } from './evaluate-grant.ts';
import { failed, type Finding, type Findings, notApplicable, passed } from './finding.ts';
import { readPublicKeyInfo } from './read-public-key-info.ts';

type DeliveryCheckName = 'privateKeyEnvelope' | 'keyGenerationAuthority' | 'privateKey';

/**
 * A private key that the CA has made: RFC 9483, section 4.1.6. The key itself goes nowhere from here: see
 * `openDeliveredKey`.
 */
export async function checkKeyDelivery(
  message: PKIMessage,
  grant: GrantReading | undefined,
  state: EnrollmentState,
  certificates: readonly Certificate[],
  context: TransactionContext,
): Promise<Findings<DeliveryCheckName>> {
  if (state.requested.publicKey !== undefined) return all(notApplicable('the key is our own'));
  if (grant === undefined) return all(notApplicable('no certificate'));
  if ('problem' in grant) return all(notApplicable('the certificate cannot be read'));
  const envelope = readEnvelope(message);
  if ('verdict' in envelope) return { ...all(notApplicable('no private key')), privateKeyEnvelope: envelope };
  const opened = await openKeys(envelope, message, state, certificates, context);
  if ('verdict' in opened) return { ...all(notApplicable('not decrypted')), privateKeyEnvelope: opened };
  return {
    privateKeyEnvelope: passed(TECHNIQUES[envelope.recipientInfos[0]?.type ?? 'ori']),
    keyGenerationAuthority: await checkAuthority(opened, grant, certificates, context),
    privateKey: await checkPrivateKey(opened, grant, context),
  };
}

function readEnvelope(message: PKIMessage): EnvelopedData | Finding {
  const privateKey = grantedKeyPair(message)?.privateKey;
  if (privateKey === undefined) return failed('private-key-missing', 'the CA was to make the key, and sent none');
  if (privateKey.type === 'envelopedData') return privateKey.value;
  // Deprecated since RFC 9810, unauthenticated, and what its fields hold depends on which of them are there.
  return failed('encrypted-value-refused', 'an EncryptedValue, expected an EnvelopedData');
}

async function openKeys(
  envelope: EnvelopedData,
  message: PKIMessage,
  state: EnrollmentState,
  certificates: readonly Certificate[],
  context: TransactionContext,
): Promise<SignedData | Finding> {
  const { recipient, rules, crypto } = keyOpener(envelope, state, certificates, context, macSaltOf(message));
  if (recipient === undefined) return failed('envelope-not-for-us', 'it is not encrypted by the secret that we share');
  try {
    return await openSignedKeys(envelope, recipient, rules, crypto);
  } catch (error) {
    if (error instanceof EnvelopeError) return failed(error.code, error.message);
    throw error;
  }
}

async function checkAuthority(
  signedData: SignedData,
  { verdict, certificate, trustAnchors }: Grant,
  certificates: readonly Certificate[],
  context: TransactionContext,
): Promise<Finding> {
  const { crypto, now } = context;
  const issuers = verdict.valid ? verdict.path : [certificate];
  const found = await verifyKeyAuthority(signedData, { trustAnchors, certificates, issuers, at: now, crypto });
  if ('problem' in found) return failed('key-authority-not-trusted', found.problem);
  const revocation = await checkPathRevocation(found.verdict, 'signer-revoked', context);
  if (revocation.verdict === 'failed') return failed('key-authority-not-trusted', revocation.detail);
  return passed(`${showName(found.certificate.subject)}, ${found.authority}`);
}

/** RFC 9483, section 4.1.6: private key, the public one beside it, and the one in the certificate agree. */
async function checkPrivateKey(
  signedData: SignedData,
  { certificate }: Grant,
  { decryption }: TransactionContext,
): Promise<Finding> {
  const key = readKeyPackage(signedData);
  if (typeof key === 'string') return failed('private-key-differs', key);
  const { publicKey } = key;
  const certified = readPublicKeyInfo(certificate);
  if (certified === undefined || (publicKey !== undefined && !equalBytes(publicKey, certified.subjectPublicKey))) {
    return failed('private-key-differs', 'the public key beside it is not that of the certificate');
  }
  // By using it: what a private key says of its public one is what its maker wrote there.
  if ((await decryption?.crypto.isKeyPair(key.privateKey, certificate.subjectPublicKeyInfo)) === true) {
    return passed('belongs to the certificate');
  }
  return failed('private-key-differs', 'does not belong to the certificate');
}

function macSaltOf({ header }: PKIMessage): Uint8Array | undefined {
  const { protectionAlg } = header.value;
  return protectionAlg !== undefined && isMacAlgorithm(protectionAlg) ? parseMacScheme(protectionAlg).salt : undefined;
}

function all(finding: Finding): Findings<DeliveryCheckName> {
  return { privateKeyEnvelope: finding, keyGenerationAuthority: finding, privateKey: finding };
}

const TECHNIQUES: Readonly<Record<EnvelopedData['recipientInfos'][number]['type'], string>> = {
  ktri: 'decrypted by our RSA key',
  kari: 'decrypted by key agreement',
  kekri: 'decrypted',
  pwri: 'decrypted by our secret',
  ori: 'decrypted by our KEM key',
};
