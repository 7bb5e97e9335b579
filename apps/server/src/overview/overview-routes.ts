import { type Overview, routes, RUNNING_STATES } from '@crypto-cmp/api';
import type { FastifyInstance } from 'fastify';
import { type Kysely, sql } from 'kysely';

import { SUMMARY_COLUMNS, summarizeEnrollment } from '../enrollments/summarize-enrollment.ts';
import { addRoute } from '../http/add-route.ts';
import { toInstant } from '../instant.ts';
import type { Database } from '../storage/database.ts';
import { countTrustpoints } from '../trustpoints/count-trustpoints.ts';
import { readExpiry } from './read-expiry.ts';
import { readNeedsYou } from './read-needs-you.ts';
import { readServers } from './read-servers.ts';

export interface OverviewDependencies {
  readonly database: Kysely<Database>;
  readonly now: () => number;
  /** Where the lab CA is, when there is one. */
  readonly labCaUrl: () => string | undefined;
}

/** `GET /overview`: what the first page and the side bar show, counted now. */
export function addOverviewRoutes(
  app: FastifyInstance,
  { database, now: clock, labCaUrl }: OverviewDependencies,
): void {
  addRoute(app, routes.overview.get, async (): Promise<Overview> => {
    const now = clock();
    const { policyCount } = await database
      .selectFrom('policies')
      .select((select) => select.fn.countAll<number>().as('policyCount'))
      .executeTakeFirstOrThrow();
    const { runningEnrollmentCount } = await database
      .selectFrom('enrollments')
      .select((select) => select.fn.countAll<number>().as('runningEnrollmentCount'))
      .where('state', 'in', RUNNING_STATES)
      .executeTakeFirstOrThrow();
    const { enrollmentsToday } = await database
      .selectFrom('enrollments')
      .select((select) => select.fn.countAll<number>().as('enrollmentsToday'))
      .where('createdAt', '>=', Math.floor(now / DAY) * DAY)
      .executeTakeFirstOrThrow();
    const latest = await database
      .selectFrom('enrollments')
      .select(SUMMARY_COLUMNS)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(LATEST_ENROLLMENTS)
      .execute();
    return {
      countedAt: toInstant(now),
      policyCount,
      trustpoints: await countTrustpoints(database, sql<boolean>`1 = 1`, now),
      runningEnrollmentCount,
      needsYou: await readNeedsYou(database, now),
      expiry: await readExpiry(database, now),
      servers: await readServers(database, labCaUrl()),
      latestEnrollments: latest.map(summarizeEnrollment),
      enrollmentsToday,
      // Nothing is planned yet: renewals are started by hand.
      nextRenewal: null,
    };
  });
}

const DAY = 86_400_000;
const LATEST_ENROLLMENTS = 8;
