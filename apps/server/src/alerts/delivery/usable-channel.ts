import type { AlertChannelDraft } from '@crypto-cmp/policy';

/** A channel with what it takes to use it. Never stored, logged or answered like this. */
export type UsableChannel = UsableEmail | UsableWebhook;

export type UsableEmail = Omit<Extract<AlertChannelDraft, { type: 'email' }>, 'password'> & {
  /** Empty: no sign-in. */
  readonly password: string;
};

export type UsableWebhook = Omit<Extract<AlertChannelDraft, { type: 'webhook' }>, 'secret'> & {
  readonly secret: string;
};

/** What has become of an attempt. */
export interface Delivered {
  /** Of an e-mail: each recipient of this attempt. */
  readonly recipients: readonly {
    readonly address: string;
    readonly accepted: boolean;
    readonly answer: string | null;
  }[];
}
