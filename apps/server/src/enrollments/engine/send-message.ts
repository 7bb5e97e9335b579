import type { CmpServerDraft } from '@crypto-cmp/policy';

import type { WayToServer } from '../../policies/way-to-server.ts';

/** Sends one message and waits for the answer; a `TransferError` when none comes. */
export type SendMessage = (message: OutgoingTransfer) => Promise<IncomingTransfer>;

/** The connections of one enrollment to its servers: opened when needed, kept from message to message. */
export interface Transport {
  readonly send: SendMessage;
  close(): void;
}

export interface OutgoingTransfer {
  readonly server: CmpServerDraft;
  readonly bytes: Uint8Array;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly way: WayToServer;
}

export interface IncomingTransfer {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly durationMs: number;
}
