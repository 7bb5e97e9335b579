import {
  basicConstraints,
  type Certificate,
  matchNames,
  parseCertificate,
  type PathVerdict,
  validatePath,
  X509Error,
} from '@crypto-cmp/x509';

import type { CertRepMessage } from '../../messages/cert-rep-message.ts';
import type { PKIMessage } from '../../messages/pki-message.ts';
import { readExtraCerts } from '../../protection/find-signer.ts';
import { isMacAlgorithm } from '../../protection/mac-scheme.ts';
import { compareCertificate } from '../compare-certificate.ts';
import type { FieldComparison } from '../field-comparison.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { EnrollmentState } from '../transaction-state.ts';
import { DEFAULT_MAX_CLOCK_SKEW_SECONDS } from './check-header.ts';

/** What the checks of an issued certificate look at. Nothing in it is accepted yet. */
export interface Grant {
  readonly der: Uint8Array;
  readonly certificate: Certificate;
  readonly comparison: readonly FieldComparison[];
  readonly verdict: PathVerdict;
  readonly anchorSource: 'configured' | 'caPubs';
  /** Where the path may end. */
  readonly trustAnchors: readonly Certificate[];
  readonly privateKeySent: boolean;
}

/** A certificate that cannot be read is in it as what is wrong with it. */
export type GrantReading = Grant | { readonly der: Uint8Array; readonly problem: string };

/** Reads the certificate that a response grants. */
export async function evaluateGrant(
  message: PKIMessage,
  der: Uint8Array,
  state: EnrollmentState,
  intermediates: readonly Certificate[],
  context: TransactionContext,
): Promise<GrantReading> {
  try {
    const certificate = parseCertificate(der);
    const comparison = compareCertificate(state.requested, certificate);
    const caPubs = trustedCaPubs(message, state, context);
    // RFC 9810, section 5.3.2: under a MAC a root may come in caPubs. It only stands in where no anchor is configured.
    const anchorSource = context.trustAnchors.length === 0 && caPubs.length > 0 ? 'caPubs' : 'configured';
    const trustAnchors = anchorSource === 'caPubs' ? caPubs.filter(isRootCa) : context.trustAnchors;
    const verdict = await validatePath({
      target: certificate,
      // Some CAs send their own certificate there only: as a step to an anchor nobody need have vouched for it.
      intermediates: [...intermediates, ...readExtraCerts(caPubsOf(message))],
      trustAnchors,
      at: validationTime(certificate, context),
      crypto: context.crypto,
    });
    const privateKeySent = grantedKeyPair(message)?.privateKey !== undefined;
    return { der, certificate, comparison, verdict, anchorSource, trustAnchors, privateKeySent };
  } catch (error) {
    if (!(error instanceof X509Error)) throw error;
    return { der, problem: error.message };
  }
}

/**
 * The certificates of caPubs that may be trusted: those that came under a MAC, in an answer in which RFC 9483 allows them
 * (ip, or cp to p10cr; sections 4.1.2 and 4.1.3 exclude cr and kur).
 */
export function trustedCaPubs(
  message: PKIMessage,
  { operation }: EnrollmentState,
  { protector }: TransactionContext,
): readonly Certificate[] {
  const mayCarry = operation === 'ir' || operation === 'p10cr';
  return mayCarry && protector.kind === 'mac' && isUnderMac(message) ? readExtraCerts(caPubsOf(message)) : [];
}

/** The checks before have made sure that a MAC in the answer was made with our secret. */
export function isUnderMac({ header }: PKIMessage): boolean {
  const { protectionAlg } = header.value;
  return protectionAlg !== undefined && isMacAlgorithm(protectionAlg);
}

export function caPubsOf({ body }: PKIMessage): CertRepMessage['caPubs'] {
  const { value } = body;
  return value.type === 'ip' || value.type === 'cp' || value.type === 'kup' ? value.value.caPubs : undefined;
}

export function grantedKeyPair({ body }: PKIMessage): CertRepMessage['response'][number]['certifiedKeyPair'] {
  const { value } = body;
  return value.type === 'ip' || value.type === 'cp' || value.type === 'kup'
    ? value.value.response[0]?.certifiedKeyPair
    : undefined;
}

function isRootCa(certificate: Certificate): boolean {
  return matchNames(certificate.subject, certificate.issuer) && basicConstraints(certificate)?.cA === true;
}

/** A certificate may begin a little later than our clock thinks it is now. */
function validationTime({ notBefore }: Certificate, { now, expectations }: TransactionContext): Date {
  const ahead = notBefore.getTime() - now.getTime();
  const allowed = (expectations?.maxClockSkewSeconds ?? DEFAULT_MAX_CLOCK_SKEW_SECONDS) * 1000;
  return ahead > 0 && ahead <= allowed ? notBefore : now;
}
