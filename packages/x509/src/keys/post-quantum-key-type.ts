/**
 * Key pairs that sign by ML-DSA (FIPS 204, RFC 9881). Not among `KEY_TYPES`, since an administrator cannot ask for them
 * yet: a certificate of such a key works only where every peer knows it.
 */
export type PostQuantumKeyType = (typeof POST_QUANTUM_KEY_TYPES)[number];

export const POST_QUANTUM_KEY_TYPES = ['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'] as const;

/** Key pairs that encapsulate by ML-KEM (FIPS 203, RFC 9935): they agree on secrets and cannot sign. */
export type KemKeyType = (typeof KEM_KEY_TYPES)[number];

export const KEM_KEY_TYPES = ['ml-kem-512', 'ml-kem-768', 'ml-kem-1024'] as const;
