import { showName } from '../names/show-name.ts';
import type { Certificate } from '../certificate/certificate.ts';
import type { KeyUsage } from '../extensions/key-usage.ts';
import type { CryptoProvider } from '../keys/crypto-provider.ts';
import { candidatePaths } from './candidate-paths.ts';
import { checkPath } from './check-path.ts';
import { type PathRefusal, type PathVerdict, refuse } from './path-verdict.ts';
import { createSignatureVerifier } from './signature-verifier.ts';

export interface PathRequest {
  readonly target: Certificate;
  /** Certificates at hand, in any order, from any source: none is trusted by being here. */
  readonly intermediates: readonly Certificate[];
  /**
   * Where trust begins. Self-signed roots as a rule; any other certificate works too, and ends a path just as well. An
   * anchor is held to its own validity, basicConstraints, keyUsage and nameConstraints (RFC 5937).
   */
  readonly trustAnchors: readonly Certificate[];
  /** The time for which the path must be valid. */
  readonly at: Date;
  readonly crypto: CryptoProvider;
  /** What the target's key is used for: its keyUsage extension, when it has one, must allow it. */
  readonly keyUsage?: KeyUsage;
  /**
   * Lets a SHA-1 signature stand between two certificates of a path, which is refused otherwise: collisions are bought
   * for some ten thousand dollars, and with one a CA's signature over a harmless certificate fits another one too
   * (SHAttered, 2017; Leurent and Peyrin, 2020). Only for a closed network whose CA cannot be renewed. MD5 is never
   * accepted, and no signature of an anchor is verified at all.
   */
  readonly allowSha1?: boolean;
}

/**
 * Builds a path from `target` to a trust anchor and validates it (RFC 5280, section 6.1). The verdict is that of the
 * first valid path; where there is none, the reason against the likeliest. Revocation is not looked at: see
 * `checkRevocation`. Certificate policies are not asked for (the initial policy set is any-policy).
 *
 * @throws TypeError for a date that is none: every comparison with it would pass
 */
export async function validatePath(request: PathRequest): Promise<PathVerdict> {
  if (Number.isNaN(request.at.getTime())) throw new TypeError('expected a valid date');
  if (request.trustAnchors.length === 0) {
    return refuse('trust-anchor-missing', 'no trust anchor is configured', request.target);
  }
  const verifySignature = createSignatureVerifier(request.crypto, MAX_SIGNATURES, request.allowSha1 ?? false);
  let furthest: PathRefusal | undefined;
  let deadEnd: readonly Certificate[] = [];
  for (const candidate of candidatePaths(request.target, request.intermediates, request.trustAnchors)) {
    if (candidate.type === 'too-many') {
      furthest ??= refuse('search-too-large', 'the certificates at hand form too many paths to try them all');
    } else if (candidate.type === 'dead-end') {
      if (candidate.path.length > deadEnd.length) deadEnd = candidate.path;
    } else {
      const refusal = await checkPath(candidate.path, { ...request, verifySignature });
      if (refusal === undefined) return { valid: true, path: candidate.path };
      // The first path is the likeliest, so its reason says most.
      furthest ??= refusal;
      if (refusal.code === 'search-too-large') break;
    }
  }
  return furthest ?? issuerUnknown(deadEnd.at(-1) ?? request.target);
}

function issuerUnknown(certificate: Certificate): PathRefusal {
  return refuse(
    'issuer-unknown',
    `no trust anchor and no certificate at hand is named ${showName(certificate.issuer)}, the issuer of ${showName(certificate.subject)}`,
    certificate,
  );
}

/** Each costs the receiver some hundred microseconds, and the sender of the certificates nothing. */
const MAX_SIGNATURES = 50;
