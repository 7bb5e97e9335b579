import { WEEKDAYS } from '../renewal-window.ts';
import { bad, boundaryCase, type BoundaryCase, good } from './boundary-case.ts';
import { sampleDraft } from './sample-draft.ts';

const night = { days: ['saturday' as const], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };
const draft = () => sampleDraft({ renewalWindow: { ...night, days: [...night.days] } });

export const renewalCases: readonly BoundaryCase[] = [
  boundaryCase('Renewal window', '/renewalWindow', {
    valid: [
      good('absent', undefined),
      good('none', null),
      good('across midnight', night),
      good('a whole day', { ...night, from: '00:00', to: '00:00' }),
    ],
    invalid: [bad('wrong-type', 'a text', 'at night', undefined)],
  }),
  boundaryCase(
    'Renewal window, Days',
    '/renewalWindow/days',
    {
      valid: [good('one', ['monday']), good('all', [...WEEKDAYS]), good('one twice', ['monday', 'monday'])],
      invalid: [bad('too-few', 'none', []), bad('required', 'absent', undefined)],
    },
    draft,
  ),
  boundaryCase(
    'Renewal window, a day',
    '/renewalWindow/days/0',
    {
      valid: [good('Sunday', 'sunday', undefined)],
      invalid: [bad('unknown-choice', 'upper case', 'Sunday', undefined)],
    },
    draft,
  ),
  ...['from', 'to'].map((field) =>
    boundaryCase(
      `Renewal window, ${field}`,
      `/renewalWindow/${field}`,
      {
        valid: [good('the first minute', '00:00'), good('the last minute', '23:59')],
        invalid: [
          bad('time-invalid', 'an hour too many', '24:00'),
          bad('time-invalid', 'a minute too many', '22:60'),
          bad('time-invalid', 'one digit', '9:00', undefined),
          bad('time-invalid', 'seconds', '09:00:00'),
          bad('required', 'empty', ''),
          bad('wrong-type', 'a number', 22, undefined),
        ],
      },
      draft,
    ),
  ),
  boundaryCase(
    'Renewal window, Time zone',
    '/renewalWindow/timeZone',
    {
      valid: [
        good('a city', 'America/Argentina/Buenos_Aires'),
        good('UTC', 'UTC'),
        good('an older name', 'Asia/Calcutta'),
      ],
      invalid: [
        bad('time-zone-unknown', 'a city that has none', 'Europe/Bielefeld'),
        bad('time-zone-unknown', 'an offset', '+01:00'),
        bad('required', 'empty', ''),
      ],
    },
    draft,
  ),
];
