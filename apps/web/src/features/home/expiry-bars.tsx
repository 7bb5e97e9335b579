import type { Overview } from '@crypto-cmp/api';

import { formatShortDate } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './expiry-chart.module.css';

type Week = Overview['expiry']['weeks'][number];

/** Thirteen stacked bars on two gridlines. For the eye; the table says the same to everybody else. */
export function ExpiryBars({ weeks }: { weeks: readonly Week[] }) {
  const now = useNow();
  const totals = weeks.map((week) => week.needsYou + week.renewalDue + week.later);
  const { top, step } = scaleFor(Math.max(LEAST, ...totals));
  const slot = (WIDTH - LEFT) / weeks.length;
  const width = slot * 0.66;
  const dueWeeks = weeks.findLastIndex((week) => week.renewalDue + week.needsYou > 0) + 1;
  const roof = dueWeeks > 1 ? BELOW_WORDS : TOP;
  const y = (count: number) => BASE - (count / top) * (BASE - roof);
  const summary = weeks
    .map((week, index) => `week of ${formatShortDate(week.startsOn, now)}: ${totals[index]}`)
    .join(', ');

  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Certificates that expire, ${summary}`}
    >
      {dueWeeks > 0 && (
        <>
          <rect className={classes.due} x={LEFT} y={0} width={dueWeeks * slot} height={BASE} />
          {dueWeeks > 1 && (
            <text className={classes.dueWords} x={LEFT + 6} y={16}>
              Renewing now
            </text>
          )}
        </>
      )}
      {Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step).map((count) => (
        <g key={count}>
          <line
            className={count === 0 ? classes.base : classes.grid}
            x1={LEFT}
            x2={WIDTH}
            y1={y(count)}
            y2={y(count)}
          />
          <text className={classes.axis} x={LEFT - 8} y={y(count) + 4} textAnchor="end">
            {count}
          </text>
        </g>
      ))}
      {weeks.map((week, index) => {
        const x = LEFT + index * slot + (slot - width) / 2;
        const total = totals[index] ?? 0;
        let sum = 0;
        return (
          <g key={week.startsOn}>
            <title>{`Week of ${formatShortDate(week.startsOn, now)}: ${total}`}</title>
            {(['needsYou', 'renewalDue', 'later'] as const).map((group) => {
              const from = sum;
              sum += week[group];
              return (
                week[group] > 0 && (
                  <rect
                    key={group}
                    data-group={group}
                    x={x}
                    y={y(sum)}
                    width={width}
                    height={y(from) - y(sum)}
                    rx={sum === total ? 2 : 0}
                  />
                )
              );
            })}
            <text
              className={classes.value}
              data-needs={week.needsYou > 0 || undefined}
              x={x + width / 2}
              y={y(total) - 5}
              textAnchor="middle"
            >
              {total}
            </text>
            {index % 2 === 0 && (
              <text
                className={classes.axis}
                data-odd={index % 4 === 2 || undefined}
                x={x + width / 2}
                y={BASE + 18}
                textAnchor="middle"
              >
                {formatShortDate(week.startsOn, week.startsOn)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** Round steps, two to five of them, with room for the number above the highest bar. */
export function scaleFor(max: number): { top: number; step: number } {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, max)));
  const step =
    [0.5, 1, 2, 5].map((factor) => factor * magnitude).find((size) => size >= 1 && max / size <= 3) ?? magnitude;
  return { step, top: Math.max(step, Math.ceil(max / step) * step) };
}

/** A single certificate is no full bar. */
const LEAST = 4;
const WIDTH = 640;
const HEIGHT = 230;
const LEFT = 28;
const TOP = 32;
/** Where the number above the highest bar still clears "Renewing now". */
const BELOW_WORDS = 44;
const BASE = 202;
