import { FIRST_MESSAGES, MAC_HASHES, MAC_KINDS, MESSAGE_MACS, REDIRECTS, RENEWAL_MESSAGES } from '@crypto-cmp/policy';
import { z } from 'zod';
import { Identifier } from './identifier.ts';

/** What most policies leave as it is, as it is stored: complete, and without the rules for writing it. */
export const StoredAdvancedSettings = z
  .object({
    messages: z.object({
      firstMessage: z.enum(FIRST_MESSAGES),
      renewalMessage: z.enum(RENEWAL_MESSAGES),
      certProfile: z.string(),
      implicitConfirm: z.boolean(),
    }),
    protection: z.object({
      kind: z.enum(MAC_KINDS),
      hash: z.enum(MAC_HASHES),
      mac: z.enum(MESSAGE_MACS),
      iterations: z.int(),
      saltOctets: z.int(),
    }),
    acceptance: z.object({
      signedAnswers: z.boolean(),
      unprotectedErrors: z.boolean(),
      changedNames: z.boolean(),
      clockSkewSeconds: z.int(),
      /** Empty: Recipient Name, if there is one. */
      sender: z.string(),
      minIterations: z.int(),
      maxIterations: z.int(),
      redirects: z.enum(REDIRECTS),
    }),
    /** Null: as the server's settings say. */
    timeouts: z.object({
      messageSeconds: z.int().nullable(),
      totalSeconds: z.int().nullable(),
      waitingHours: z.int().nullable(),
    }),
    tls: z.object({
      /** PEM, one certificate each; none: the computer's own list, and the policy's trust anchors. */
      trustAnchors: z.array(z.string()),
      /** Empty: the host of the server. */
      serverName: z.string(),
      clientTrustpointId: Identifier.nullable(),
    }),
    /** Empty: none. */
    proxy: z.object({ url: z.string(), exempt: z.string() }),
  })
  .meta({ id: 'StoredAdvancedSettings' });
