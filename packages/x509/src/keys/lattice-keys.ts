import type { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { X509Error } from '../x509-error.ts';
import type { KemKeyType, PostQuantumKeyType } from './post-quantum-key-type.ts';

/**
 * The facts of the lattice algorithms by the object identifier of the key: ML-DSA (RFC 9881, section 2; lengths of FIPS
 * 204, section 4) and ML-KEM (RFC 9935, section 3; FIPS 203, section 8). An ML-DSA key and its signatures share one.
 */
export const LATTICE_KEYS: Readonly<Record<string, LatticeKey>> = {
  '2.16.840.1.101.3.4.3.17': { algorithm: 'ML-DSA', label: 'ML-DSA-44', keyType: 'ml-dsa-44', publicKeyOctets: 1312 },
  '2.16.840.1.101.3.4.3.18': { algorithm: 'ML-DSA', label: 'ML-DSA-65', keyType: 'ml-dsa-65', publicKeyOctets: 1952 },
  '2.16.840.1.101.3.4.3.19': { algorithm: 'ML-DSA', label: 'ML-DSA-87', keyType: 'ml-dsa-87', publicKeyOctets: 2592 },
  '2.16.840.1.101.3.4.4.1': { algorithm: 'ML-KEM', label: 'ML-KEM-512', keyType: 'ml-kem-512', publicKeyOctets: 800 },
  '2.16.840.1.101.3.4.4.2': { algorithm: 'ML-KEM', label: 'ML-KEM-768', keyType: 'ml-kem-768', publicKeyOctets: 1184 },
  '2.16.840.1.101.3.4.4.3': {
    algorithm: 'ML-KEM',
    label: 'ML-KEM-1024',
    keyType: 'ml-kem-1024',
    publicKeyOctets: 1568,
  },
};

export type LatticeKey = { readonly label: string; readonly publicKeyOctets: number } & (
  | { readonly algorithm: 'ML-DSA'; readonly keyType: PostQuantumKeyType }
  | { readonly algorithm: 'ML-KEM'; readonly keyType: KemKeyType }
);

/** RFC 9881, section 2, and RFC 9935, section 3: parameters must be absent, NULL is none of them. */
export function refuseParameters({ algorithm, parameters }: AlgorithmIdentifier): void {
  if (parameters !== undefined) throw new X509Error('malformed-structure', `${algorithm}: expected no parameters`);
}
