import { HOLD_UP_REASONS, RUNNING_STATES, type ServerCircuit } from '@crypto-cmp/api';
import { ALERT_KINDS } from '@crypto-cmp/policy';
import { Gauge, Registry } from 'prom-client';

import { serverOrigin } from '../policies/server-url.ts';
import type { Figures } from './read-figures.ts';

/** The database's figures, as Prometheus reads them. Made anew each time: what is not there any more is not told for ever. */
export async function writeFigures(figures: Figures, now: number): Promise<string> {
  const registry = new Registry();
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ registers: [registry], name: `cmp_console_${name}`, help: `${FROM_DATABASE}${help}`, labelNames });
  const secondsSince = (at: number | null | undefined) => Math.max(0, now - (at ?? now)) / 1000;

  gauge('policies', 'policies.').set(figures.policyCount);
  const { all: _all, needsYou, ...byState } = figures.trustpoints;
  const trustpoints = gauge('trustpoints', 'trustpoints by state; each is in one.', ['state']);
  for (const [state, count] of Object.entries(byState)) trustpoints.set({ state }, count);
  gauge('trustpoints_need_action', 'trustpoints that need a person.').set(needsYou);

  const expiring = gauge('certificates_expiring', 'certificates in use that expire within so many days.', [
    'within_days',
  ]);
  for (const [days, count] of figures.expiringWithin) expiring.set({ within_days: days }, count);
  if (figures.soonestExpiryAt !== undefined) {
    const help = 'when the next certificate in use expires; absent without any.';
    gauge('soonest_expiry_timestamp_seconds', help).set(figures.soonestExpiryAt / 1000);
  }

  gauge('renewals_due', 'renewals whose time has come, those under way among them.').set(figures.dueRenewals);
  const running = gauge('enrollments_running', 'enrollments that have not ended, by state.', ['state']);
  for (const state of RUNNING_STATES) running.set({ state }, 0);
  const heldUp = gauge('enrollments_held_up', 'those of them that wait for a CA server, by reason.', ['reason']);
  for (const reason of HOLD_UP_REASONS) heldUp.set({ reason }, 0);
  for (const { state, holdUp, count } of figures.queue) {
    running.inc({ state }, count);
    if (holdUp !== null) heldUp.inc({ reason: holdUp }, count);
  }
  const dueSince = figures.queue.flatMap((row) => row.dueSince ?? []);
  gauge('queue_lag_seconds', 'for how long the longest due step has been waiting for a worker.').set(
    secondsSince(dueSince.length === 0 ? undefined : Math.min(...dueSince)),
  );

  const alerts = gauge('alerts_open', 'alerts that hold, by kind.', ['kind']);
  for (const kind of ALERT_KINDS) alerts.set({ kind }, figures.openAlerts.get(kind) ?? 0);
  gauge('alert_outbox', 'messages of alerts that have not left yet.').set(figures.outbox.count);
  gauge('alert_outbox_oldest_seconds', 'for how long the oldest of them has been waiting; 0 without any.').set(
    secondsSince(figures.outbox.oldestAt),
  );
  addServers(gauge, figures.servers);
  return await registry.metrics();
}

function addServers(
  gauge: (name: string, help: string, labelNames: readonly 'server'[]) => Gauge<'server'>,
  servers: Figures['servers'],
): void {
  const byServer = ['server'] as const;
  const up = gauge(
    'ca_server_up',
    `1 when the last contact brought an answer, else 0; absent before any. ${LIMITED}`,
    byServer,
  );
  const contact = gauge('ca_server_last_contact_timestamp_seconds', 'when the last contact was.', byServer);
  const latency = gauge(
    'ca_server_last_answer_seconds',
    'how long the last answer took; absent without one.',
    byServer,
  );
  const circuit = gauge('ca_server_circuit', 'its circuit: 0 closed, 1 half open, 2 open.', byServer);
  const running = gauge('ca_server_enrollments_running', 'enrollments that have a place there.', byServer);
  const waiting = gauge('ca_server_enrollments_waiting', 'enrollments that wait for a place there.', byServer);
  for (const one of servers) {
    const server = serverOrigin(one.server);
    const { lastContact } = one;
    if (lastContact !== null) {
      up.set({ server }, lastContact.answers ? 1 : 0);
      contact.set({ server }, Date.parse(lastContact.at) / 1000);
      if (lastContact.durationMs !== null) latency.set({ server }, lastContact.durationMs / 1000);
    }
    circuit.set({ server }, CIRCUIT[one.circuit.state]);
    running.set({ server }, one.running);
    waiting.set({ server }, one.waiting);
  }
}

const FROM_DATABASE = 'Of the database, the same at every replica: ';
const LIMITED = 'At most 50 servers that policies name, those that do not answer first.';
const CIRCUIT: Readonly<Record<ServerCircuit['state'], number>> = { closed: 0, 'half-open': 1, open: 2 };
