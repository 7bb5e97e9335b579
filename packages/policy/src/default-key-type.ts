import type { KeyType } from './key-type.ts';

export const DEFAULT_KEY_TYPE: KeyType = 'ec-p256';
