import SQLite from 'better-sqlite3';

/** How many trustpoints of each kind a filled database has. */
export interface Filling {
  readonly policies: number;
  readonly trustpointsPerPolicy: number;
}

const DAY = 86_400_000;

/**
 * Writes many policies and trustpoints straight into a database, as if they had been enrolled: enough to see what a list
 * does with thousands of rows. States go round: valid, due, overdue, expired, empty, empty after a failure, revoked.
 */
export function fillDatabase(file: string, { policies, trustpointsPerPolicy }: Filling, now: number): void {
  const database = new SQLite(file);
  const settings = JSON.stringify({
    certificateRenewalTimeout: 14,
    keyType: 'ec-p256',
    servers: [{ role: 'primary', host: 'ca.example', port: 80, path: '/cmp', transport: 'http' }],
    trustAnchors: [],
  });
  const details = JSON.stringify({
    referenceId: { format: 'number', value: 1 },
    senderName: 'CN=x',
    recipientName: '',
    subjectAltNames: [{ type: 'fqdn', value: 'x.example' }],
  });
  const failure = JSON.stringify({
    kind: 'peer-rejected',
    code: 'request-rejected',
    message: 'the CA rejected the request',
    certificateMayExist: false,
    title: 'Secret or Reference ID refused',
  });
  const insertPolicy = database.prepare(
    `insert into policies (id, name, name_key, description, settings, search_text, trustpoint_count, version, created_at, updated_at)
     values (?, ?, ?, '', ?, ?, ?, 1, ?, ?)`,
  );
  const insertServer = database.prepare(
    "insert into policy_servers (policy_id, role, transport, host, port) values (?, 'primary', 'http', 'ca.example', 80)",
  );
  const insertTrustpoint = database.prepare(
    `insert into trustpoints (id, policy_id, position, name, name_key, subject_name, settings, search_text,
       current_certificate_id, valid_from, valid_until, renew_from, overdue_from, revoked_at, last_failure, last_failure_at,
       last_failure_enrollment_id, failure_needs_action, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertEnrollment = database.prepare(
    `insert into enrollments (id, trustpoint_id, trustpoint_name, policy_id, policy_name, search_text, operation, started_by,
       state, created_at, finished_at, deadline_at, faults, resumes, message_count, server_index)
     values (?, ?, ?, ?, ?, ?, 'enroll', 'administrator', 'succeeded', ?, ?, ?, 0, 0, 0, 0)`,
  );
  const insertCertificate = database.prepare(
    `insert into certificates (id, trustpoint_id, enrollment_id, key_id, der, chain, subject, issuer, serial_number,
       valid_from, valid_until, fingerprint, saved_at)
     values (?, ?, ?, 'key', x'30', '[]', ?, 'CN=CA', ?, ?, ?, 'aa', ?)`,
  );
  database.transaction(() => {
    for (let p = 0; p < policies; p += 1) {
      const policyId = `policy-${p}`;
      const names = Array.from({ length: trustpointsPerPolicy }, (_, t) => `tp-${p}-${t}`);
      const search = [policyId, ...names].join('\n');
      insertPolicy.run(policyId, policyId, policyId, settings, search, trustpointsPerPolicy, now, now + p);
      insertServer.run(policyId);
      for (const [t, name] of names.entries()) {
        const id = `trustpoint-${p}-${t}`;
        const serial = (p * trustpointsPerPolicy + t).toString(16).padStart(12, '0');
        // Spread over the state, so that no two rows are quite the same.
        const spread = ((p * 31 + t * 7) % 997) * 60_000;
        const daysLeft = { 0: 100, 1: 12, 2: 3, 3: -2, 6: 50 }[(p + t) % 7];
        const validUntil = daysLeft === undefined ? null : now + daysLeft * DAY + spread;
        const isFailed = (p + t) % 7 === 5;
        const isRevoked = (p + t) % 7 === 6;
        insertTrustpoint.run(
          id,
          policyId,
          t,
          name,
          name,
          `CN=${name},O=Example`,
          details,
          `${name}\ncn=${name}\n${serial}`,
          validUntil === null ? null : `certificate-${serial}`,
          validUntil === null ? null : validUntil - 120 * DAY,
          validUntil,
          validUntil === null ? null : validUntil - 14 * DAY,
          validUntil === null ? null : validUntil - 7 * DAY,
          isRevoked ? now : null,
          ...(isFailed ? [failure, now, `enrollment-${serial}`, 1] : [null, null, null, 0]),
          now,
          now,
        );
        const enrollment = [
          `enrollment-${serial}`,
          id,
          name,
          policyId,
          policyId,
          `${name}\n${policyId}`,
          now,
          now,
          now,
        ];
        insertEnrollment.run(...enrollment);
        if (validUntil === null) continue;
        const validity = [validUntil - 120 * DAY, validUntil, now];
        insertCertificate.run(`certificate-${serial}`, id, `enrollment-${serial}`, `CN=${name}`, serial, ...validity);
      }
    }
  })();
  database.exec('analyze');
  database.close();
}
