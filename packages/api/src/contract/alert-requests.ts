import { ALERT_KINDS, AlertChannelDraft } from '@crypto-cmp/policy';
import { z } from 'zod';
import { ALERT_STATES } from '../read/alert.ts';
import { ALERT_DELIVERY_STATES } from '../read/alert-delivery.ts';
import { Identifier } from '../read/identifier.ts';
import { anyOf, listQuery } from './list.ts';

const { limit, cursor } = listQuery;

/** Open ones first, each newest first. */
export const AlertListQuery = z.object({ limit, cursor, state: anyOf(ALERT_STATES), kind: anyOf(ALERT_KINDS) });

/** Newest first. */
export const AlertDeliveryListQuery = z.object({
  limit,
  cursor,
  state: anyOf(ALERT_DELIVERY_STATES),
  channel: Identifier.optional(),
  alert: Identifier.optional(),
});

export const ByAlertKind = z.object({ kind: z.enum(ALERT_KINDS) });

/**
 * What to send a test message over: a channel as it is saved, or as it stands in a form. There `id` names the saved one
 * whose password or secret is kept.
 */
export const AlertChannelTestDraft = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('saved'), id: Identifier }),
    z.strictObject({ kind: z.literal('unsaved'), id: Identifier.optional(), channel: AlertChannelDraft }),
  ])
  .meta({ id: 'AlertChannelTestDraft' });
export type AlertChannelTestDraft = z.output<typeof AlertChannelTestDraft>;
