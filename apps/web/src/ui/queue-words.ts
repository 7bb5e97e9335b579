import type { EnrollmentSummary } from '@crypto-cmp/api';

import { formatHost } from './host.ts';
import { formatTimeWithSeconds } from './time.ts';

type Queued = Pick<EnrollmentSummary, 'holdUp' | 'nextTry'>;

/** What a running enrollment waits for, as one sentence without its full stop; undefined while it is at work. */
export function describeWait({ holdUp, nextTry }: Queued): string | undefined {
  if (holdUp !== null) return describeHoldUp(holdUp);
  return nextTry === null ? undefined : describeNextTry(nextTry);
}

function describeHoldUp({ reason, until, server }: NonNullable<Queued['holdUp']>): string {
  const host = formatHost(server);
  const time = until === null ? undefined : formatTimeWithSeconds(until);
  switch (reason) {
    case 'server-busy':
      return `Waits for its turn at ${host}`;
    case 'server-rate':
      return time === undefined
        ? `Waits for its turn at ${host}: enough have begun this minute`
        : `Waits for its turn at ${host} until ${time}: enough have begun this minute`;
    case 'server-circuit-open':
      return time === undefined
        ? `Waits for ${host}, which does not answer`
        : `Waits for ${host}, which does not answer, until ${time}`;
  }
}

function describeNextTry({ action, at, server, tries }: NonNullable<Queued['nextTry']>): string {
  const time = formatTimeWithSeconds(at);
  switch (action) {
    case 'poll':
      return `Asks ${formatHost(server)} again at ${time}`;
    case 'ask-other-server':
      return `Asks ${formatHost(server)} at ${time}`;
    case 'send-again':
      return `Tries ${formatHost(server)} again at ${time}, after ${tries === 1 ? '1 try' : `${tries} tries`}`;
  }
}
