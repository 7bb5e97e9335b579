import {
  createProblem,
  createValidationProblem,
  PAGE_SIZE,
  type Policy,
  type PolicySummary,
  type Problem,
} from '@crypto-cmp/api';
import { PolicyDraft, policyNameTaken, toFieldIssues } from '@crypto-cmp/policy';

/** As much of the server as the policy pages talk to, with the contract's own schemas and problems. */
export interface FakeServer {
  fetch: typeof globalThis.fetch;
  policies: Map<string, Policy>;
  /** What was written, newest last. */
  written: PolicyDraft[];
  /** Somebody else saves: the version moves on. */
  saveElsewhere: (id: string, change: Partial<Policy>) => void;
}

export function createFakeServer(...initial: readonly Policy[]): FakeServer {
  const policies = new Map(initial.map((policy) => [policy.id, policy]));
  const written: PolicyDraft[] = [];

  function write(body: unknown, before: Policy | undefined): Policy | Problem {
    const result = PolicyDraft.safeParse(body);
    if (!result.success) return createValidationProblem(toFieldIssues(result.error));
    const draft = result.data;
    if ([...policies.values()].some(({ id, name }) => name === draft.name && id !== before?.id)) {
      return createValidationProblem([policyNameTaken()]);
    }
    written.push(draft);
    const policy = toPolicy(draft, before);
    policies.set(policy.id, policy);
    return policy;
  }

  function list(query: URLSearchParams): unknown {
    const q = query.get('q') ?? '';
    const sort = query.get('sort') ?? 'name';
    const start = Number(query.get('cursor') ?? 0);
    const found = [...policies.values()]
      .filter(({ name }) => name.includes(q))
      .toSorted((one, other) => one.name.localeCompare(other.name) * (sort === '-name' ? -1 : 1));
    const end = start + PAGE_SIZE.default;
    return {
      items: found.slice(start, end).map(toSummary),
      total: found.length,
      start,
      nextCursor: end < found.length ? String(end) : null,
      previousCursor: start > 0 ? String(Math.max(0, start - PAGE_SIZE.default)) : null,
    };
  }

  function remove(policy: Policy, force: boolean): unknown {
    const users = policy.trustpoints.filter(({ notAfter }) => notAfter !== null);
    if (users.length > 0 && !force) {
      return createProblem('policy-in-use', 'A certificate is still valid.', {
        canForce: true,
        usedBy: users.map(({ id, name }) => ({
          kind: 'certificate',
          trustpoint: { id, name },
          detail: 'certificate valid until 2027-01-08',
        })),
      });
    }
    policies.delete(policy.id);
    return null;
  }

  function answer(method: string, url: URL, version: string | null, body: unknown): unknown {
    const [resource, id = ''] = url.pathname.split('/').slice(3);
    const policy = policies.get(id);
    if (resource !== 'policies') return createProblem('route-not-found', url.pathname);
    if (method === 'POST') return write(body, undefined);
    if (id === '') return list(url.searchParams);
    if (policy === undefined) return createProblem('policy-not-found', id);
    if (method === 'GET') return policy;
    if (method === 'DELETE') return remove(policy, url.searchParams.get('force') === 'true');
    if (version === `"${policy.version}"`) return write(body, policy);
    return createProblem('version-clash', 'Somebody else has changed it', {
      current: { version: policy.version, updatedAt: policy.updatedAt },
    });
  }

  return {
    policies,
    written,
    saveElsewhere(id, change) {
      const policy = policies.get(id);
      if (policy === undefined) throw new TypeError(`no policy ${id}`);
      policies.set(id, { ...policy, ...change, version: policy.version + 1, updatedAt: LATER });
    },
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input, 'http://console.example.net');
      const headers = new Headers(init?.headers);
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      const value = answer(init?.method ?? 'GET', url, headers.get('if-match'), body);
      const status = isProblem(value) ? value.status : 200;
      return Promise.resolve(Response.json(value, { status }));
    },
  };
}

function toPolicy(draft: PolicyDraft, before: Policy | undefined): Policy {
  return {
    ...draft,
    id: before?.id ?? 'created',
    version: (before?.version ?? 0) + 1,
    createdAt: EARLIER,
    updatedAt: LATER,
    warnings: [],
    trustpoints: draft.trustpoints.map(({ id, secret, ...row }, index) => {
      const old = before?.trustpoints.find((candidate) => candidate.id === id);
      const setAt = secret.action === 'keep' ? (old?.secret.setAt ?? null) : secret.action === 'replace' ? LATER : null;
      return {
        ...row,
        id: old?.id ?? `made-${index}`,
        secret: { isSet: setAt !== null, setAt },
        state: old?.state ?? 'empty',
        notBefore: old?.notBefore ?? null,
        notAfter: old?.notAfter ?? null,
        runningEnrollmentId: null,
      };
    }),
  };
}

function toSummary({ trustpoints, trustAnchors: _, ...policy }: Policy): PolicySummary {
  return { ...policy, trustpointCount: trustpoints.length, needsYouCount: 0 };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number';
}

const EARLIER = '2026-11-20T11:49:00.000Z';
const LATER = '2026-11-23T11:52:04.000Z';
