import { type Infer, optional, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';

import { CertTemplate } from './cert-template.ts';
import { Controls } from './controls.ts';

/**
 * RFC 4211 section 5.
 *
 *     CertRequest ::= SEQUENCE {
 *         certReqId     INTEGER,
 *         certTemplate  CertTemplate,
 *         controls      Controls OPTIONAL }
 */
const certRequest = sequence({
  certReqId: smallInteger,
  certTemplate: CertTemplate,
  controls: optional(Controls),
});
export interface CertRequest extends Infer<typeof certRequest> {}
export const CertRequest: Tagged<CertRequest> = certRequest;
