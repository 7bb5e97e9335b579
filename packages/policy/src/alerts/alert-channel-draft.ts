import { z } from 'zod';
import { CmpServerDraft } from '../cmp-server-draft.ts';
import { expectType, expectVariant, NOT_A_LIST, report } from '../finding.ts';
import { SecretDraft } from '../secret-draft.ts';
import { noHiddenCharacters, noOuterSpace, text } from '../text.ts';
import { TrustAnchor } from '../trust-anchor.ts';
import { wholeNumber } from '../whole-number.ts';
import { LIMITS } from '../limits.ts';
import { ALERT_LIMITS } from './alert-limits.ts';
import { findEmailAddressFault } from './email-address.ts';
import { findWebhookUrlFault } from './webhook-url.ts';

export const ALERT_CHANNEL_TYPES = ['email', 'webhook'] as const;
export type AlertChannelType = (typeof ALERT_CHANNEL_TYPES)[number];

/** `starttls` must succeed: a connection that stays in the clear is given up. `tls` from the first octet. */
export const SMTP_SECURITIES = ['none', 'starttls', 'tls'] as const;
export type SmtpSecurity = (typeof SMTP_SECURITIES)[number];

/** The port where none is given (RFC 6409, RFC 8314; 25 for a relay in the house). */
export const DEFAULT_SMTP_PORTS = { none: 25, starttls: 587, tls: 465 } as const satisfies Record<SmtpSecurity, number>;

const [httpServer] = CmpServerDraft.options;
const address = text(ALERT_LIMITS.address, noHiddenCharacters, noOuterSpace, findEmailAddressFault);

const shared = {
  name: text(ALERT_LIMITS.channelName, noHiddenCharacters, noOuterSpace),
  enabled: z.boolean(expectType('Neither true nor false')).default(true),
  /** PEM: whom the server's certificate may chain to, beside the CAs that this host knows. */
  trustAnchors: z
    .array(TrustAnchor, expectType(NOT_A_LIST))
    .max(ALERT_LIMITS.trustAnchors.max, `More than ${ALERT_LIMITS.trustAnchors.max} certificates`)
    .overwrite((anchors) => [...new Set(anchors)])
    .default([]),
};

const email = z.strictObject({
  type: z.literal('email'),
  ...shared,
  host: httpServer.shape.host,
  port: wholeNumber(LIMITS.port),
  security: z.enum(SMTP_SECURITIES, expectType('One of none, starttls and tls')).default('starttls'),
  /** Empty: no sign-in at the mail server. */
  user: text(ALERT_LIMITS.smtpUser, noHiddenCharacters, noOuterSpace).default(''),
  password: SecretDraft,
  from: address,
  to: z
    .array(address, expectType(NOT_A_LIST))
    .min(ALERT_LIMITS.recipients.min, 'Add a recipient')
    .max(ALERT_LIMITS.recipients.max, `More than ${ALERT_LIMITS.recipients.max} recipients`)
    .overwrite((addresses) => [...new Set(addresses)]),
});

const webhook = z.strictObject({
  type: z.literal('webhook'),
  ...shared,
  url: text(ALERT_LIMITS.url, noHiddenCharacters, noOuterSpace, findWebhookUrlFault),
  /** What the messages are signed with. */
  secret: SecretDraft,
});

/** A way on which alerts leave the console. What depends on what is stored is in `checkChannelAgainstStored`. */
export const AlertChannelDraft = z
  .discriminatedUnion('type', [email, webhook], expectVariant('Either email or webhook'))
  .superRefine((channel, context) => {
    if (channel.type === 'email') checkPasswordIsProtected(channel, context);
    else checkSecretLength(channel, context);
  })
  .meta({ id: 'AlertChannelDraft' });

/** After parsing: defaults filled in. */
export type AlertChannelDraft = z.output<typeof AlertChannelDraft>;
/** Before parsing: what has a default may be absent. */
export type AlertChannelDraftInput = z.input<typeof AlertChannelDraft>;

/** SMTP sends a password as good as in the clear: whoever is on the way would have it. */
function checkPasswordIsProtected(
  { security, user, host }: z.output<typeof email>,
  context: z.core.$RefinementCtx,
): void {
  if (security !== 'none' || user === '' || /^(?:localhost|127\.[0-9.]+|::1)$/i.test(host)) return;
  const message = 'A password would cross the network in the clear. Use STARTTLS or TLS, or no User';
  report(context, { code: 'password-unprotected', message }, ['security']);
}

function checkSecretLength({ secret }: z.output<typeof webhook>, context: z.core.$RefinementCtx): void {
  const { min } = ALERT_LIMITS.webhookSecret;
  if (secret.action !== 'replace' || secret.value.length >= min) return;
  const count = secret.value.length;
  const message = `${count} characters, ${min - count} too few: a short secret can be guessed`;
  report(context, { code: 'too-short', message }, ['secret', 'value']);
}
