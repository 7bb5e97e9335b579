import { type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';

import { CertTemplate } from './crmf/cert-template.ts';
import { Controls } from './crmf/controls.ts';

/**
 * RFC 9810 section 5.3.19.16. The template has no publicKey: keySpec says which keys are welcome.
 *
 *     CertReqTemplateContent ::= SEQUENCE {
 *         certTemplate  CertTemplate,
 *         keySpec       Controls OPTIONAL }
 */
const certReqTemplateContent = sequence({
  certTemplate: CertTemplate,
  keySpec: optional(Controls),
});
export interface CertReqTemplateContent extends Infer<typeof certReqTemplateContent> {}
export const CertReqTemplateContent: Tagged<CertReqTemplateContent> = certReqTemplateContent;
