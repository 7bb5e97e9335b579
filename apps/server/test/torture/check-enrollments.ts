import { readFailure } from '../../src/enrollments/failure-code.ts';
import type { Tables } from './read-tables.ts';

/** Whether every enrollment is there once, has ended for a reason of its own, and has all of its messages. */
export function checkEnrollments(tables: Tables, started: ReadonlySet<string>): string[] {
  const { enrollments } = tables;
  const known = new Set(enrollments.map(({ id }) => id));
  const messages = Map.groupBy(tables.messages, ({ enrollmentId }) => enrollmentId);
  return [
    ...[...started].filter((id) => !known.has(id)).map((id) => `enrollment ${id} was started and is lost`),
    ...enrollments.filter(({ id }) => !started.has(id)).map(({ id }) => `nobody has started enrollment ${id}`),
    ...enrollments.flatMap((enrollment) => {
      const { id, state, failure, finishedAt, messageCount, hasPlace, leaseOwner, secretSealed } = enrollment;
      const of = (what: string): string => `enrollment ${id} of ${enrollment.trustpointName} ${what}`;
      if (finishedAt === null) return [of(`is stuck: ${state}`)];
      const numbers = (messages.get(id) ?? []).map(({ number }) => number);
      const isWhole = numbers.length === messageCount && numbers.every((number, index) => number === index + 1);
      const code = failure === null ? undefined : readFailure(failure).code;
      return [
        ...(['succeeded', 'failed', 'canceled'].includes(state) ? [] : [of(`has ended as ${state}`)]),
        ...((state === 'succeeded') === (failure === null) ? [] : [of(`is ${state}, and its failure is ${code}`)]),
        ...(code === 'console-failed' ? [of('failed at a fault of the console')] : []),
        ...(isWhole ? [] : [of(`has the messages ${numbers.join(', ')}, and should have ${messageCount}`)]),
        ...(hasPlace === 0 ? [] : [of('keeps a place at its CA server')]),
        ...(leaseOwner === null ? [] : [of('is still leased')]),
        ...(secretSealed === null ? [] : [of('keeps a copy of the secret')]),
      ];
    }),
    ...checkOneAtATime(tables, messages),
  ];
}

/** Of two enrollments of one trustpoint, the later one says its first word after the last one of the earlier. */
function checkOneAtATime(
  { enrollments }: Tables,
  messages: ReadonlyMap<string, readonly Tables['messages'][number][]>,
): string[] {
  return [...Map.groupBy(enrollments, ({ trustpointId }) => trustpointId).values()].flatMap((all) => {
    const spans = all.flatMap(({ id }) => {
      const times = (messages.get(id) ?? []).map(({ at }) => at);
      return times.length === 0 ? [] : [{ id, from: Math.min(...times), to: Math.max(...times) }];
    });
    return spans.flatMap((span, index) => {
      const next = spans[index + 1];
      return next === undefined || next.from >= span.to ? [] : [`enrollments ${span.id} and ${next.id} ran at once`];
    });
  });
}
