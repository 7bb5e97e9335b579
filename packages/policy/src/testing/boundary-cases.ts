import { advancedCases } from './advanced-cases.ts';
import type { BoundaryCase } from './boundary-case.ts';
import { policyCases } from './policy-cases.ts';
import { renewalCases } from './renewal-cases.ts';
import { sanCases } from './san-cases.ts';
import { serverCases } from './server-cases.ts';
import { trustpointCases } from './trustpoint-cases.ts';

/**
 * The documented fields at the boundaries of their limits. The schema, the API and the form are each tried with these
 * rows, so that all three hold the same limits.
 */
export const boundaryCases: readonly BoundaryCase[] = [
  ...policyCases,
  ...renewalCases,
  ...serverCases,
  ...trustpointCases,
  ...sanCases,
  ...advancedCases,
];
