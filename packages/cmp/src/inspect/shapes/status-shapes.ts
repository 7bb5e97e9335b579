import { PKI_FAILURE_INFO } from '../../messages/pki-failure-info.ts';
import { PKI_STATUS } from '../../messages/pki-status.ts';
import { childTagged, type Element } from '../element.ts';
import { RULES } from '../rules.ts';
import { fields, listOf, optional, required, type Shape } from '../shape.ts';
import { showTexts } from './info-type-shapes.ts';
import { namedBits, namedInteger, utf8String } from './primitive-shapes.ts';

export const pkiFreeText: Shape = listOf('PKIFreeText', required('text', utf8String), 'text', { summarize: showTexts });

export const pkiStatus: Shape = namedInteger('PKIStatus', PKI_STATUS);

const pkiFailureInfo = namedBits('PKIFailureInfo', PKI_FAILURE_INFO);

export const pkiStatusInfo: Shape = fields(
  'PKIStatusInfo',
  [
    required('status', pkiStatus, { rule: RULES.status }),
    optional('statusString', pkiFreeText, { rule: RULES.freeText }),
    optional('failInfo', pkiFailureInfo, { rule: RULES.failInfo }),
  ],
  { summarize: showStatusInfo },
);

/** `rejection (2) · badPOP · "not yours"` */
export function showStatusInfo(element: Element): string {
  const parts: [Shape, number][] = [
    [pkiStatus, 0x02],
    [pkiFailureInfo, 0x03],
    [pkiFreeText, 0x30],
  ];
  return parts
    .map(([shape, tagOctet]) => {
      const found = childTagged(element, tagOctet);
      return found && shape.summarize?.(found);
    })
    .filter((part) => part !== undefined)
    .join(' · ');
}
