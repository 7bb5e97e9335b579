import { decode, encode } from '@crypto-cmp/der';
import { type GeneralName, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { CONTROL_TYPES, type ControlType } from '../messages/crmf/control-types.ts';
import type { Controls } from '../messages/crmf/controls.ts';
import type { PKIPublicationInfo } from '../messages/crmf/pki-publication-info.ts';

/** What goes along with a template: RFC 4211, section 6. oldCertID goes with every kur by itself. */
export interface RequestedControls {
  /** A secret that is used once, for this request. It is readable on the way and in the stored message: use it over TLS. */
  readonly regToken?: string;
  /** A secret that is used again and again, readable like regToken: it is worth more to a thief. */
  readonly authenticator?: string;
  readonly publication?: Publication;
  /** For what the CA encrypts to us: a SubjectPublicKeyInfo in DER. */
  readonly protocolEncrKey?: Uint8Array;
}

/** Whether the CA is to publish the certificate, and where; it chooses where no place is given. */
export type Publication =
  | { readonly action: 'dontPublish' }
  | {
      readonly action: 'pleasePublish';
      readonly places?: readonly { readonly method: 'x500' | 'web' | 'ldap'; readonly location: GeneralName }[];
    };

/** @throws TypeError for an empty secret, or a key that is none */
export function createControls({ regToken, authenticator, publication, protocolEncrKey }: RequestedControls): Controls {
  if (regToken === '' || authenticator === '') throw new TypeError('expected a control that is not empty');
  return [
    ...control(CONTROL_TYPES.regToken, regToken),
    ...control(CONTROL_TYPES.authenticator, authenticator),
    ...control(CONTROL_TYPES.pkiPublicationInfo, publication && toPublicationInfo(publication)),
    ...control(CONTROL_TYPES.protocolEncrKey, protocolEncrKey && decode(SubjectPublicKeyInfo, protocolEncrKey)),
  ];
}

function control<T>({ oid, value }: ControlType<T>, content: T | undefined): Controls {
  return content === undefined ? [] : [{ type: oid, value: encode(value, content) }];
}

/** RFC 4211, section 6.3: no pubInfos with dontPublish. */
function toPublicationInfo(publication: Publication): PKIPublicationInfo {
  if (publication.action === 'dontPublish') return { action: 0 };
  const pubInfos = (publication.places ?? []).map(({ method, location }) => ({
    pubMethod: PUB_METHODS[method],
    pubLocation: location,
  }));
  return { action: 1, ...(pubInfos.length > 0 && { pubInfos }) };
}

const PUB_METHODS = { x500: 1, web: 2, ldap: 3 } as const;
