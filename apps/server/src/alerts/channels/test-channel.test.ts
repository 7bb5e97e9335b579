import { expect, test } from 'vitest';

import { addChannels, emailDraft, webhookDraft } from '../../../test/alert-channels.ts';
import { problemOf } from '../../../test/problem-of.ts';
import { startConsole } from '../../../test/start-console.ts';
import { startMail } from '../../../test/start-mail.ts';
import { startReceiver } from '../../../test/start-receiver.ts';
import { makeTlsCredentials } from '../../../test/start-tls.ts';

const account = { user: 'console', password: 'a password of the mail server' };
const signedIn = { user: account.user, password: { action: 'replace' as const, value: account.password } };

/** Sends a test message over a channel as it stands in a form. */
async function testUnsaved(channel: Parameters<typeof addChannels>[1]) {
  const { client } = await startConsole();
  return await client.alertChannels.test({ body: { kind: 'unsaved', channel } });
}

test('a mail server with STARTTLS and sign-in takes the message, encrypted', async () => {
  const { root, ...credentials } = makeTlsCredentials();
  const mail = await startMail({ security: 'starttls', account, credentials });
  const result = await testUnsaved(emailDraft(mail.port, { security: 'starttls', ...signedIn, trustAnchors: [root] }));
  expect(result).toMatchObject({ outcome: 'delivered', problem: null });
  expect(result.recipients).toEqual([{ address: 'operators@example.net', accepted: true, answer: null }]);
  expect(mail.mails).toHaveLength(1);
  expect(mail.mails[0]).toMatchObject({ isSecure: true, user: account.user });
  expect(mail.mails[0]?.header('subject')).toBe('Test: the Crypto CMP Console can reach you');
});

test('so does one with TLS from the first octet', async () => {
  const { root, ...credentials } = makeTlsCredentials();
  const mail = await startMail({ security: 'tls', account, credentials });
  const result = await testUnsaved(emailDraft(mail.port, { security: 'tls', ...signedIn, trustAnchors: [root] }));
  expect(result.outcome).toBe('delivered');
  expect(mail.mails[0]).toMatchObject({ isSecure: true, user: account.user });
});

test.each(['starttls', 'tls'] as const)(
  'with %s a certificate of nobody we trust gets neither password nor message',
  async (security) => {
    const { root: _, ...credentials } = makeTlsCredentials();
    const mail = await startMail({ security, account, credentials });
    const result = await testUnsaved(emailDraft(mail.port, { security, ...signedIn }));
    expect(result).toMatchObject({ outcome: 'failed', problem: { code: 'tls-not-trusted' } });
    expect(result.problem?.fix).toContain('CA certificates');
    expect(mail.mails).toEqual([]);
  },
);

test('a server that offers no STARTTLS gets nothing', async () => {
  const mail = await startMail();
  const result = await testUnsaved(emailDraft(mail.port, { security: 'starttls', ...signedIn }));
  expect(result.problem?.code).toBe('starttls-not-offered');
  expect(mail.mails).toEqual([]);
});

test('TLS to a server that speaks none is told as such', async () => {
  const mail = await startMail();
  const result = await testUnsaved(emailDraft(mail.port, { security: 'tls' }));
  expect(result.problem?.code).toBe('tls-failed');
});

test('a wrong password is told, and never repeated', async () => {
  const mail = await startMail({ account });
  const wrong = { ...signedIn, password: { action: 'replace' as const, value: 'the wrong password' } };
  const result = await testUnsaved(emailDraft(mail.port, wrong));
  expect(result.problem?.code).toBe('authentication-failed');
  expect(JSON.stringify(result)).not.toContain('the wrong password');
  expect(mail.mails).toEqual([]);
});

test('a server that wants a sign-in says so when there is none', async () => {
  const mail = await startMail({ account });
  expect((await testUnsaved(emailDraft(mail.port))).problem?.code).toBe('authentication-failed');
});

test('a refused sender is told', async () => {
  const mail = await startMail({ refusedSenders: ['console@example.net'] });
  expect((await testUnsaved(emailDraft(mail.port))).problem?.code).toBe('sender-refused');
});

test('a refused recipient is told, in the words of the server, as one line of text', async () => {
  const mail = await startMail({ refusedRecipients: ['nobody@example.net'] });
  const alone = await testUnsaved(emailDraft(mail.port, { to: ['nobody@example.net'] }));
  expect(alone).toMatchObject({ outcome: 'failed', problem: { code: 'recipient-refused' } });
  expect(alone.problem?.cause).toContain('nobody@example.net');
  expect(alone.problem?.answer).toContain('No such user here');
  const both = await testUnsaved(emailDraft(mail.port, { to: ['somebody@example.net', 'nobody@example.net'] }));
  expect(both).toMatchObject({ outcome: 'partly', summary: '1 of 2 recipients were taken.' });
  expect(both.recipients.map(({ accepted }) => accepted)).toEqual([true, false]);
  expect(mail.mails.map(({ to }) => to)).toEqual([['somebody@example.net']]);
});

test('a server that is not there, and a name that nobody knows, are told apart', async () => {
  const mail = await startMail();
  await mail.close();
  const gone = await testUnsaved(emailDraft(mail.port));
  expect(gone.problem).toMatchObject({
    code: 'connection-refused',
    cause: `127.0.0.1:${mail.port} refused the connection.`,
  });
  const unknown = await testUnsaved(emailDraft(25, { host: 'no-such-host.invalid', security: 'starttls' }));
  expect(unknown.problem?.code).toBe('host-not-found');
});

test.each([
  [204, 'delivered', undefined],
  [302, 'failed', 'http-redirect'],
  [401, 'failed', 'http-status'],
  [503, 'failed', 'http-status'],
] as const)('a webhook that answers HTTP %i: %s', async (status, outcome, code) => {
  const elsewhere = await startReceiver();
  const answer = 'an answer that nobody must see';
  const receiver = await startReceiver({ status: () => status, headers: { location: elsewhere.url }, answer });
  const result = await testUnsaved(webhookDraft(receiver.url));
  expect(result.outcome).toBe(outcome);
  expect(result.problem?.code).toBe(code);
  if (code !== undefined) expect(result.problem?.answer).toBe(`HTTP ${status}`);
  expect(JSON.stringify(result)).not.toContain(answer);
  expect([receiver.calls.length, elsewhere.calls.length]).toEqual([1, 0]);
});

test('a webhook behind TLS is asked only when its certificate is trusted', async () => {
  const { root, ...credentials } = makeTlsCredentials();
  const receiver = await startReceiver({ credentials });
  expect((await testUnsaved(webhookDraft(receiver.url))).problem?.code).toBe('tls-not-trusted');
  expect((await testUnsaved(webhookDraft(receiver.url, { trustAnchors: [root] }))).outcome).toBe('delivered');
  expect(receiver.calls).toHaveLength(1);
});

test('a saved channel is tested with its stored password, which goes to no other server', async () => {
  const [mail, other] = [await startMail({ account }), await startMail({ account })];
  const { client } = await startConsole();
  const [channel] = await addChannels(client, emailDraft(mail.port, signedIn));
  const id = channel?.id ?? '';
  expect((await client.alertChannels.test({ body: { kind: 'saved', id } })).outcome).toBe('delivered');
  const kept = emailDraft(other.port, { ...signedIn, password: { action: 'keep' } });
  const refused = await problemOf(client.alertChannels.test({ body: { kind: 'unsaved', id, channel: kept } }));
  expect(refused).toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: '/channel/password', code: 'secret-required' }],
  });
  const saving = problemOf(client.alertChannels.replace({ params: { id }, body: kept, version: 1 }));
  expect(await saving).toMatchObject({ errors: [{ pointer: '/password', code: 'secret-required' }] });
  expect(other.mails).toEqual([]);
});
