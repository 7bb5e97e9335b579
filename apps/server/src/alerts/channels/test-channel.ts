import type { AlertChannelTest, AlertChannelTestDraft, AlertDeliveryProblem } from '@crypto-cmp/api';
import { type AlertChannelDraft, checkChannelAgainstStored } from '@crypto-cmp/policy';

import { toInstant } from '../../instant.ts';
import { invalid } from '../../refusal.ts';
import { newId } from '../../storage/new-id.ts';
import { DeliveryError, deliveryProblem } from '../delivery/delivery-problem.ts';
import { sendNotice } from '../delivery/send-notice.ts';
import type { UsableChannel } from '../delivery/usable-channel.ts';
import type { AlertNotice } from '../messages/alert-notice.ts';
import { type ChannelDependencies, findChannel, toStoredChannel } from './channel-service.ts';
import { openChannel, openSecret } from './stored-channel.ts';

/**
 * Sends a test message, once, and says what happened. It is no alert: nothing of it is stored.
 *
 * @throws {Refusal} for a draft that could not be saved either
 */
export async function testChannel(
  dependencies: ChannelDependencies & { readonly publicUrl: string | undefined },
  draft: AlertChannelTestDraft,
): Promise<AlertChannelTest> {
  const { now, publicUrl } = dependencies;
  const startedAt = now();
  // The time it took is a matter of this computer's clock, whatever time the console is told it is.
  const began = performance.now();
  const answer = (rest: Pick<AlertChannelTest, 'outcome' | 'summary' | 'problem' | 'recipients'>) => ({
    startedAt: toInstant(startedAt),
    durationMs: Math.round(performance.now() - began),
    ...rest,
  });
  try {
    const channel = await openTested(dependencies, draft);
    const { recipients } = await sendNotice(channel, testNotice(channel, publicUrl, startedAt), startedAt);
    const refused = recipients.filter(({ accepted }) => !accepted);
    const [first] = refused;
    if (first === undefined) {
      return answer({ outcome: 'delivered', summary: successOf(channel), problem: null, recipients: [...recipients] });
    }
    const taken = recipients.length - refused.length;
    return answer({
      outcome: 'partly',
      summary: `${taken} of ${recipients.length} recipients were taken.`,
      problem: deliveryProblem('recipient-refused', `The mail server, for ${first.address},`, first.answer ?? ''),
      recipients: [...recipients],
    });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return answer({ outcome: 'failed', summary: summaryOf(error.problem), problem: error.problem, recipients: [] });
  }
}

async function openTested(dependencies: ChannelDependencies, draft: AlertChannelTestDraft): Promise<UsableChannel> {
  const { database, sealer } = dependencies;
  if (draft.kind === 'saved') return openChannel(sealer, await findChannel(database, draft.id));
  const stored = draft.id === undefined ? undefined : await findChannel(database, draft.id);
  const issues = checkChannelAgainstStored(draft.channel, stored === undefined ? undefined : toStoredChannel(stored));
  if (issues.length > 0) {
    throw invalid(issues.map((issue) => ({ ...issue, pointer: `/channel${issue.pointer}` })));
  }
  return toUsable(draft.channel, () => (stored === undefined ? '' : openSecret(sealer, stored)));
}

/** A draft with its own password or secret, or the stored one. */
function toUsable(draft: AlertChannelDraft, readStored: () => string): UsableChannel {
  const secretOf = (secret: { action: string; value?: string }) =>
    secret.action === 'replace' ? (secret.value ?? '') : secret.action === 'keep' ? readStored() : '';
  if (draft.type === 'email') {
    const { password, ...rest } = draft;
    return { ...rest, password: rest.user === '' ? '' : secretOf(password) };
  }
  const { secret, ...rest } = draft;
  return { ...rest, secret: secretOf(secret) };
}

function testNotice({ name }: UsableChannel, publicUrl: string | undefined, now: number): AlertNotice {
  const id = newId(now);
  return {
    version: 1,
    id,
    event: 'test',
    createdAt: toInstant(now),
    subject: 'Test: the Crypto CMP Console can reach you',
    alertCount: 1,
    alert: {
      id,
      kind: 'enrollment-failed',
      severity: 'warning',
      title: 'This is a test message',
      detail: `It came over the channel ${name}. Nothing is wrong.`,
      fix: 'Nothing is to be done.',
      beganAt: toInstant(now),
      endedAt: null,
      endReason: null,
      url: publicUrl === undefined ? null : `${publicUrl}/settings/notifications`,
    },
    affected: { count: 0, newCount: 0, first: [] },
    repeatsAt: null,
  };
}

function successOf(channel: UsableChannel): string {
  if (channel.type === 'webhook') return `${new URL(channel.url).host} took the message.`;
  const to = channel.to.length === 1 ? (channel.to[0] ?? '') : `all ${channel.to.length} recipients`;
  return `${channel.host} took the message for ${to}. Whether it reaches them is up to that server.`;
}

function summaryOf({ cause, answer }: AlertDeliveryProblem): string {
  return answer === null ? cause : `${cause} It said: ${answer}`;
}
