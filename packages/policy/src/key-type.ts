import { KEY_TYPES, type KeyType as X509KeyType } from '@crypto-cmp/x509';
import { z } from 'zod';
import { expectType } from './finding.ts';

/** The key pair that is made for each enrollment. */
export const KeyType = z.enum(KEY_TYPES, expectType(`One of ${KEY_TYPES.join(', ')}`));
export type KeyType = X509KeyType;

export const DEFAULT_KEY_TYPE: KeyType = 'ec-p256';
