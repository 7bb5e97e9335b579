import { expect, test } from 'vitest';

import { createTrustpoint, runEnrollment } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { createMetrics } from './create-metrics.ts';

test('tells what this process has brought to an end, and what the database says', async () => {
  const lab = await startLab();
  const { app, client, scheduler } = await startConsole();
  const good = await createTrustpoint(client, labPolicy(lab, { name: 'device-of-nobody' }));
  const bad = await createTrustpoint(client, labPolicy(lab, { name: 'other', secret: 'a wrong secret' }));
  await runEnrollment(client, good.trustpointId);
  await runEnrollment(client, good.trustpointId, 'renew');
  await runEnrollment(client, bad.trustpointId);
  await scheduler.look();

  const response = await app.inject({ url: '/metrics' });
  const { statusCode, body } = response;
  const { host } = new URL(lab.connection.url);

  expect(statusCode).toBe(200);
  expect(response.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(valueOf(body, 'cmp_console_enrollments_ended_total{operation="enroll",outcome="succeeded",failure=""}')).toBe(
    1,
  );
  expect(valueOf(body, 'cmp_console_enrollments_ended_total{operation="renew",outcome="succeeded",failure=""}')).toBe(
    1,
  );
  expect(
    valueOf(body, 'cmp_console_enrollments_ended_total{operation="enroll",outcome="failed",failure="peer-rejected"}'),
  ).toBe(1);
  expect(valueOf(body, 'cmp_console_enrollment_phase_seconds_count{phase="all",outcome="succeeded"}')).toBe(2);
  expect(valueOf(body, 'cmp_console_enrollment_phase_seconds_count{phase="requesting",outcome="failed"}')).toBe(1);
  expect(valueOf(body, 'cmp_console_policies')).toBe(2);
  expect(valueOf(body, 'cmp_console_trustpoints{state="empty"}')).toBe(1);
  expect(valueOf(body, 'cmp_console_trustpoints_need_action')).toBe(1);
  expect(valueOf(body, 'cmp_console_enrollments_running{state="requesting"}')).toBe(0);
  expect(valueOf(body, `cmp_console_ca_server_up{server="http://${host}"}`)).toBe(1);
  expect(valueOf(body, `cmp_console_ca_server_circuit{server="http://${host}"}`)).toBe(0);
  expect(valueOf(body, 'cmp_console_database_up')).toBe(1);
  expect(valueOf(body, 'cmp_console_soonest_expiry_timestamp_seconds')).toBeGreaterThan(Date.now() / 1000);
  expect(valueOf(body, 'cmp_console_scheduler_last_look_timestamp_seconds')).toBeGreaterThan(Date.now() / 1000 - 60);
  expect(body).toContain('nodejs_version_info');
  expect(body).toMatch(/cmp_console_build_info\{version="[\d.]+",engine="(?:sqlite|postgresql)"\} 1/);
  expect(body).toContain('route="/api/v1/trustpoints/:id/enrollments"');
});

test('has no trustpoint, policy, identifier or secret in it, and says of each figure whose it is', async () => {
  const lab = await startLab();
  const { app, client } = await startConsole();
  const { policy, trustpointId } = await createTrustpoint(client, labPolicy(lab, { name: 'device-of-nobody' }));
  await runEnrollment(client, trustpointId);
  await client.trustpoints.get({ params: { id: trustpointId } });

  const { body } = await app.inject({ url: '/metrics' });

  for (const word of ['device-of-nobody', policy.id, policy.name, trustpointId, lab.connection.secret]) {
    expect(body).not.toContain(word);
  }
  for (const line of body.split('\n').filter((one) => one.startsWith('# HELP cmp_console_'))) {
    expect(line).toMatch(/^# HELP \S+ Of (?:this process|the database, the same at every replica): ./);
  }
  for (const line of body.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    expect(line).toMatch(/^[a-z0-9_]+(?:\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})? \S+$/);
  }
});

test('counts certificates by when they expire, the nearer ones in the farther too, and none that was replaced', async () => {
  const lab = await startLab();
  const start = Date.now();
  let now = start;
  const { app, client } = await startConsole({ now: () => now });
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  await runEnrollment(client, trustpointId);
  const { certificate } = await client.trustpoints.get({ params: { id: trustpointId } });
  now = Date.parse(certificate?.notAfter ?? '') - 10 * 86_400_000;

  const { body } = await app.inject({ url: '/metrics' });

  const within = (days: number) => valueOf(body, `cmp_console_certificates_expiring{within_days="${days}"}`);
  expect([1, 7, 14, 30, 90].map(within)).toEqual([0, 0, 1, 1, 1]);
});

test('answers to the names of this computer alone', async () => {
  const { app } = await startConsole();

  expect(await app.inject({ url: '/metrics', headers: { host: 'console.example' } })).toMatchObject({
    statusCode: 421,
  });
});

test('still tells of the process while the database is away', async () => {
  const warnings: string[] = [];
  const metrics = createMetrics({
    readFigures: () => Promise.reject(new Error('gone')),
    now: Date.now,
    log: { warn: (_details, message) => void warnings.push(message) },
    isLeader: () => false,
    lookedAt: () => undefined,
    engine: 'postgresql',
  });

  const text = await metrics.read();
  expect(valueOf(text, 'cmp_console_database_up')).toBe(0);
  expect(valueOf(text, 'cmp_console_leader')).toBe(0);
  expect(text).not.toContain('cmp_console_trustpoints');
  expect(warnings).toEqual(['the figures of the database could not be read']);
});

function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? Number.NaN : Number(line.slice(series.length + 1));
}
