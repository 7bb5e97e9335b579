import { sequenceOf } from '@crypto-cmp/der';
import { DistributionPoint } from '../structures/distribution-point.ts';
import type { Extension } from '../structures/extension.ts';
import { createExtension } from './create-extension.ts';
import { readExtension, type WithExtensions } from './read-extension.ts';

// RFC 5280, section 4.2.1.13
//
// CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint

/**
 * Where revocation lists are to be had; empty when the certificate does not say.
 *
 * @throws X509Error `malformed-structure`
 */
export function crlDistributionPoints(holder: WithExtensions): readonly DistributionPoint[] {
  return readExtension(holder, 'cRLDistributionPoints', crlDistributionPointsSyntax) ?? [];
}

/** One distribution point for each address. */
export function createCrlDistributionPoints(urls: readonly string[]): Extension {
  const points = urls.map((value): DistributionPoint => ({
    distributionPoint: { type: 'fullName', value: [{ type: 'uniformResourceIdentifier', value }] },
  }));
  return createExtension('cRLDistributionPoints', false, crlDistributionPointsSyntax, points);
}

const crlDistributionPointsSyntax = sequenceOf(DistributionPoint, { min: 1 });
