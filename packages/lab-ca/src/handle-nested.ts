import { NestingError, type PKIMessage, readNestedMessage, type NestedMessages } from '@crypto-cmp/cmp';
import { toHex } from '@crypto-cmp/der';

import { requireInUse } from './answering/require-in-use.ts';
import { finishDraft } from './composing/answer-draft.ts';
import { composeStrangersError, draftAnswer } from './composing/compose-answer.ts';
import type { Conduct } from './conduct.ts';
import { handleMessage, type ReceivedMessage } from './handle-message.ts';
import { authenticate } from './receiving/authenticate.ts';
import { checkBeforeProtection, checkHeader } from './receiving/check-header.ts';
import { isRegistrationAuthority, type SignatureRequester } from './receiving/requester.ts';
import { Refusal } from './refusal.ts';

/**
 * Answers what a registration authority passes on: RFC 9483, section 5.2.2. A fault of the outer message is answered by an
 * error for all of it, one of an inner message where that is answered (section 3.6.3). What is inside is verified as if
 * it had come alone: that it was passed on approves of nothing.
 */
export async function handleNested(received: ReceivedMessage): Promise<Uint8Array> {
  const { message, lab } = received;
  const header = message.header.value;
  try {
    checkBeforeProtection(header);
    const requester = await authenticateForwarder(received);
    const { type, messages } = readNested(message);
    const answers: Uint8Array[] = [];
    for (const inner of messages) answers.push(await answerInner(inner, received));
    const [answer] = answers;
    // Section 5.2.2.1: an added protection is for us alone, the answer for whoever sent the message in it.
    if (type === 'added-protection' && answer !== undefined) return answer;
    const { conduct } = received;
    const exchange = { lab, conduct, message, requester, transaction: undefined };
    return await finishDraft(draftAnswer(exchange, { body: { type: 'nested', value: answers } }, ''), lab.crypto);
  } catch (error) {
    if (error instanceof Refusal) return composeStrangersError(header, error, lab);
    throw error;
  }
}

async function authenticateForwarder({ message, conduct, lab }: ReceivedMessage): Promise<SignatureRequester> {
  const requester = await authenticate(message, undefined, conduct, lab);
  if (requester.kind !== 'signature')
    throw new Refusal('wrongIntegrity', 'nested under a MAC (RFC 9483, section 5.2.2)');
  if (!isRegistrationAuthority(requester)) {
    throw new Refusal('notAuthorized', 'only a registration authority (cmcRA) may pass messages on');
  }
  if (requester.own !== undefined) requireInUse(requester.own, lab);
  checkHeader(message, undefined, requester, conduct, lab.clock());
  return requester;
}

function readNested(message: PKIMessage): NestedMessages {
  try {
    return readNestedMessage(message);
  } catch (cause) {
    if (!(cause instanceof NestingError)) throw cause;
    const failInfo = cause.code === 'nested-message-malformed' ? 'badDataFormat' : 'badRequest';
    throw new Refusal(failInfo, cause.message, { cause });
  }
}

async function answerInner(
  { message, der }: NestedMessages['messages'][number],
  { path, conduct, lab }: ReceivedMessage,
): Promise<Uint8Array> {
  const { transactionID } = message.header.value;
  // The path was about the message that it came to.
  const { operation: _, ...inner }: Conduct = conduct;
  return lab.queues.run(toHex(transactionID ?? new Uint8Array()), async () => {
    if (message.body.value.type !== 'nested') return handleMessage({ path, conduct: inner, message, body: der, lab });
    return composeStrangersError(message.header.value, new Refusal('badRequest', 'nested in nested'), lab);
  });
}
