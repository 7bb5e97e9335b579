import { KEY_TYPES as CLASSIC_KEY_TYPES, POST_QUANTUM_KEY_TYPES } from '@crypto-cmp/x509';
import { z } from 'zod';
import { expectType } from './finding.ts';

/** ML-DSA (FIPS 204, RFC 9881) last: its certificates work only where every peer knows them. */
const KEY_TYPES = [...CLASSIC_KEY_TYPES, ...POST_QUANTUM_KEY_TYPES] as const;

/** The key pair that is made for each enrollment. */
export const KeyType = z.enum(KEY_TYPES, expectType(`One of ${KEY_TYPES.join(', ')}`));
export type KeyType = (typeof KEY_TYPES)[number];
