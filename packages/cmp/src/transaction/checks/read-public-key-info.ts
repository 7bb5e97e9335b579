import { decode, DerError } from '@crypto-cmp/der';
import { type Certificate, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

/**
 * The key in a certificate that a peer sent; undefined where it is none. A certificate is read without a look into its
 * key, so that what stands there may be anything.
 */
export function readPublicKeyInfo({ subjectPublicKeyInfo }: Certificate): SubjectPublicKeyInfo | undefined {
  try {
    return decode(SubjectPublicKeyInfo, subjectPublicKeyInfo);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
