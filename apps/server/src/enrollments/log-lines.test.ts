import { expect, test } from 'vitest';

import { createTrustpoint, runEnrollment } from '../../test/run-enrollment.ts';
import { startConsole, type TestConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';

test('each line about an enrollment says which one, of which trustpoint, in which phase and at which server', async () => {
  const lab = await startLab();
  const console_ = await startConsole();
  const { trustpointId } = await createTrustpoint(console_.client, labPolicy(lab, { path: 'explicit-confirm' }));
  const { id } = await runEnrollment(console_.client, trustpointId);

  const lines = linesOf(console_).filter((line) => 'enrollment' in line);
  expect(lines.map(({ msg }) => msg)).toContain('an enrollment is taken up');
  for (const line of lines) {
    expect(line).toMatchObject({ enrollment: id, trustpoint: 'device', trustpointId, operation: 'enroll' });
  }
  const server = new URL(lab.connection.url).origin;
  expect(lines.filter(({ msg }) => msg === 'an enrollment has come to its next phase')).toMatchObject([
    { level: INFO, phase: 'requesting', server },
    { level: INFO, phase: 'confirming', server },
  ]);
  expect(lines.at(-1)).toMatchObject({ level: INFO, msg: 'an enrollment has ended', phase: 'succeeded' });
});

test('warns of an enrollment that failed, with the code, and of a server that did not answer, with its address', async () => {
  const lab = await startLab();
  const console_ = await startConsole({ environment: { ENROLLMENT_TIMEOUT_SECONDS: '2' } });
  const refused = await createTrustpoint(console_.client, labPolicy(lab, { secret: 'a wrong secret' }));
  const silent = await createTrustpoint(console_.client, labPolicy(lab, { name: 'silent', path: 'faults/reset' }));
  const first = await runEnrollment(console_.client, refused.trustpointId);
  const second = await runEnrollment(console_.client, silent.trustpointId);

  const lines = linesOf(console_);
  const server = new URL(lab.connection.url).origin;
  const unanswered = lines.filter(({ msg }) => msg === 'no answer');
  expect(unanswered.length).toBeGreaterThan(0);
  for (const line of unanswered) {
    expect(line).toMatchObject({
      level: WARN,
      enrollment: second.id,
      trustpoint: 'silent',
      phase: 'requesting',
      server,
    });
  }
  const ofEnd = lines.filter(({ msg }) => msg === 'an enrollment has ended');
  expect(ofEnd).toMatchObject([
    { level: WARN, enrollment: first.id, phase: 'failed', code: first.failure?.code },
    { level: WARN, enrollment: second.id, phase: 'failed', code: second.failure?.code },
  ]);
});

test('a request has one id in all its lines and in its answer', async () => {
  const console_ = await startConsole();
  const response = await console_.app.inject({ method: 'POST', url: '/api/v1/policies', payload: {} });
  await console_.app.inject({ url: '/api/v1/policies' });

  const lines = linesOf(console_).filter(({ msg }) => msg === 'a request was answered');
  expect(lines).toMatchObject([
    { level: INFO, method: 'POST', statusCode: response.statusCode },
    { level: DEBUG, method: 'GET', statusCode: 200 },
  ]);
  const ids = lines.map(({ reqId }) => reqId);
  expect(new Set(ids).size).toBe(2);
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
});

function linesOf({ log }: TestConsole): Record<string, unknown>[] {
  return log()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>); // as: an object on each line
}

const [DEBUG, INFO, WARN] = [20, 30, 40];
