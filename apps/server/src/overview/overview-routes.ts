import { type Overview, routes, RUNNING_STATES } from '@crypto-cmp/api';
import type { FastifyInstance } from 'fastify';

import { SUMMARY_COLUMNS, summarizeEnrollment } from '../enrollments/summarize-enrollment.ts';
import { addRoute } from '../http/add-route.ts';
import { toInstant } from '../instant.ts';
import { readExpiry } from './read-expiry.ts';
import { readNeedsYou } from './read-needs-you.ts';
import { readNextRenewal } from './read-next-renewal.ts';
import { readServers, type ReadServersDependencies } from './read-servers.ts';

export interface OverviewDependencies extends ReadServersDependencies {
  readonly now: () => number;
}

/** `GET /overview`: what the first page and the side bar show, counted now. */
export function addOverviewRoutes(app: FastifyInstance, dependencies: OverviewDependencies): void {
  const { database, now: clock } = dependencies;
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
    const { needsYou, counts } = await readNeedsYou(database, now);
    return {
      countedAt: toInstant(now),
      policyCount,
      trustpoints: counts,
      runningEnrollmentCount,
      needsYou,
      expiry: await readExpiry(database, now),
      servers: await readServers(dependencies, now),
      latestEnrollments: latest.map(summarizeEnrollment),
      enrollmentsToday,
      nextRenewal: await readNextRenewal(database, now),
    };
  });
}

const DAY = 86_400_000;
const LATEST_ENROLLMENTS = 8;
