import type { CRLSource } from '@crypto-cmp/cmp';
import { matchNames } from '@crypto-cmp/x509';

import type { Authority } from '../authority/authority.ts';
import type { ListIssuer } from './revocation-lists.ts';

/** Where the lists lie over HTTP. */
export const LIST_PATHS: Readonly<Record<ListIssuer, string>> = {
  root: '/crl/root.crl',
  issuing: '/crl/issuing.crl',
};

/**
 * Whose list is asked for. A distribution point is a key to look up, and nothing is ever fetched from it (RFC 9810, section
 * 5.3.19.17): its path counts alone, since host and port are other ones after a restart.
 */
export function findListIssuer(source: CRLSource, authority: Authority): ListIssuer | undefined {
  if (source.type === 'dpn') {
    const names = source.value.type === 'fullName' ? source.value.value : [];
    const paths = names.flatMap((name) => (name.type === 'uniformResourceIdentifier' ? [pathOf(name.value)] : []));
    return ISSUERS.find((issuer) => paths.includes(LIST_PATHS[issuer]));
  }
  return ISSUERS.find((issuer) =>
    source.value.some(
      (name) => name.type === 'directoryName' && matchNames(name.value, authority[issuer].certificate.subject),
    ),
  );
}

function pathOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname : undefined;
}

const ISSUERS: readonly ListIssuer[] = ['root', 'issuing'];
