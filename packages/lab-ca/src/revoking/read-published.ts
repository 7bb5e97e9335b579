import type { Lab } from '../lab.ts';
import { type LabCaResponse, WHOLE } from '../lab-ca-response.ts';
import { LIST_PATHS } from './find-list-issuer.ts';

/** What anybody may read: the revocation lists (RFC 5280, section 4.2.1.13; RFC 2585, section 4.2). */
export async function readPublished(path: string, lab: Lab): Promise<LabCaResponse | undefined> {
  const issuer = (['root', 'issuing'] as const).find((one) => LIST_PATHS[one] === path);
  if (issuer === undefined) return undefined;
  const { der } = await lab.revocationLists.current(issuer);
  const headers = { 'content-type': 'application/pkix-crl', 'cache-control': 'no-cache' };
  return { status: 200, headers, body: der, delivery: WHOLE };
}
