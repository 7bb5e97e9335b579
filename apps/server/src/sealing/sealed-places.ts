import type { SealedPlace } from './sealer.ts';

/** Where each sealed value lives. A copy for another place is sealed anew. */
export const trustpointSecretPlace = (id: string): SealedPlace => ({ table: 'trustpoints', id, field: 'secret' });
export const enrollmentSecretPlace = (id: string): SealedPlace => ({ table: 'enrollments', id, field: 'secret' });
export const privateKeyPlace = (id: string): SealedPlace => ({ table: 'keys', id, field: 'private_key' });
export const channelSecretPlace = (id: string): SealedPlace => ({ table: 'alert_channels', id, field: 'secret' });
