import { readFileSync } from 'node:fs';

/** Milliseconds since some moment; what passes between two readings counts. */
export type Clock = () => number;

/** The time that went by. */
export const wallClock: Clock = () => performance.now();

/** The time that all threads of this process were at work: other programs on the machine disturb it little. */
export const ownProcessorClock: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** The time that processes were at work which this one had started and which have ended, in steps of 10 ms (Linux). */
export const childrenProcessorClock: Clock = () => {
  // proc(5): the fields after the name in parentheses; cutime and cstime are the 16th and 17th of all.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return MS_A_TICK * (Number(fields[13]) + Number(fields[14]));
};

const MS_A_TICK = 10;
