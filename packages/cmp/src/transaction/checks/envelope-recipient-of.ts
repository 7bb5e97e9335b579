import { equalBytes, fromHex } from '@crypto-cmp/der';
import { type Certificate, parseCertificate } from '@crypto-cmp/x509';

import type {
  DecryptionKey,
  EnvelopeRecipient,
  EnvelopeRules,
  OpeningCrypto,
} from '../../enveloped-data/envelope-recipient.ts';
import type { EnvelopedData } from '../../messages/cms/enveloped-data.ts';
import { DEFAULT_MAC_LIMITS } from '../../protection/mac-limits.ts';
import type { Decryption, TransactionContext } from '../transaction-context.ts';
import type { TransactionFacts } from '../transaction-state.ts';

/** With what an EnvelopedData is opened; the key undefined where there is none that it could be for. */
export interface Opener {
  readonly recipient: EnvelopeRecipient | undefined;
  readonly rules: EnvelopeRules;
  readonly crypto: OpeningCrypto;
}

/** For a private key: by our secret where it is encrypted by one, else by our key (RFC 9483, section 4.1.6). */
export function keyOpener(
  { recipientInfos: [info] }: EnvelopedData,
  { macSalt }: Pick<TransactionFacts, 'macSalt'>,
  certificates: readonly Certificate[],
  context: TransactionContext,
  answerSalt?: Uint8Array,
): Opener {
  const { protector } = context;
  const decryption = requireDecryption(context);
  const usedSalts = [
    ...(macSalt === undefined ? [] : [fromHex(macSalt)]),
    ...(answerSalt === undefined ? [] : [answerSalt]),
  ];
  const recipient =
    info?.type === 'pwri' && protector.kind === 'mac'
      ? ({ kind: 'password', secret: protector.secret, usedSalts } as const)
      : decryption.key && withCertificate(decryption.key, context);
  return { recipient, ...opening(decryption, certificates, context) };
}

/** For a certificate: by its own key. The recipient identifier names what is not known yet, and is not looked at. */
export function certificateOpener(certificates: readonly Certificate[], context: TransactionContext): Opener {
  const decryption = requireDecryption(context);
  return { recipient: decryption.key, ...opening(decryption, certificates, context) };
}

/** Our own certificate is what the recipient identifier must name, where its key is the one in use. */
function withCertificate(decryption: DecryptionKey, { protector }: TransactionContext): EnvelopeRecipient {
  if (protector.kind !== 'signature' && protector.kind !== 'kem') return decryption;
  const certificate = parseCertificate(protector.certificate);
  const isOwn = equalBytes(certificate.subjectPublicKeyInfo, decryption.key.publicKey);
  return isOwn ? { ...decryption, certificate } : decryption;
}

function opening(
  decryption: Decryption,
  certificates: readonly Certificate[],
  { crypto, expectations = {} }: TransactionContext,
): Pick<Opener, 'rules' | 'crypto'> {
  const { macLimits = DEFAULT_MAC_LIMITS, acceptPkcs1KeyTransport: acceptPkcs1 = false } = expectations;
  return {
    rules: { acceptPkcs1, macLimits, certificates },
    crypto: {
      digest: async (...args) => crypto.digest(...args),
      hmac: async (...args) => crypto.hmac(...args),
      pbkdf2: async (...args) => crypto.pbkdf2(...args),
      encryptAesCbc: async (...args) => decryption.crypto.encryptAesCbc(...args),
      decryptAesCbc: async (...args) => decryption.crypto.decryptAesCbc(...args),
      unwrapKey: async (...args) => decryption.crypto.unwrapKey(...args),
    },
  };
}

function requireDecryption({ decryption }: TransactionContext): Decryption {
  if (decryption === undefined) throw new TypeError('expected decryption, as when the transaction was started');
  return decryption;
}
