import type { Client, Enrollment, EnrollmentOperation, Trustpoint } from '@crypto-cmp/api';
import type { PolicyDraftInput } from '@crypto-cmp/policy';

/** Creates a policy with one trustpoint, and gives both. */
export async function createTrustpoint(client: Client, body: PolicyDraftInput) {
  const policy = await client.policies.create({ body });
  const [trustpoint] = policy.trustpoints;
  if (trustpoint === undefined) throw new Error('expected a trustpoint');
  return { policy, trustpointId: trustpoint.id };
}

/** Starts an enrollment and waits for its end. */
export async function runEnrollment(
  client: Client,
  trustpointId: string,
  operation: EnrollmentOperation = 'enroll',
): Promise<Enrollment> {
  const { id } = await client.trustpoints.startEnrollment({ params: { id: trustpointId }, body: { operation } });
  return await waitForEnd(client, id);
}

/** Waits until an enrollment has ended. */
export async function waitForEnd(client: Client, id: string, timeoutMs = 30_000): Promise<Enrollment> {
  return await waitFor(client, id, ({ endedAt }) => endedAt !== null, timeoutMs);
}

/** Waits until an enrollment is as wanted. */
export async function waitFor(
  client: Client,
  id: string,
  isWanted: (enrollment: Enrollment) => boolean,
  timeoutMs = 30_000,
): Promise<Enrollment> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const enrollment = await client.enrollments.get({ params: { id } });
    if (isWanted(enrollment)) return enrollment;
    if (performance.now() > giveUpAt) {
      throw new Error(`enrollment ${id} is still ${enrollment.state}: ${JSON.stringify(enrollment.messages)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The trustpoint as the page shows it. */
export async function trustpointOf(client: Client, id: string): Promise<Trustpoint> {
  return await client.trustpoints.get({ params: { id } });
}
