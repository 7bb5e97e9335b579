import type { Alert } from '@crypto-cmp/api';

/** Why an alert is over. */
export const END_WORDS: Record<NonNullable<Alert['endReason']>, { word: string; sentence: string }> = {
  cured: { word: 'Over', sentence: 'The cause is gone.' },
  replaced: { word: 'Replaced', sentence: 'It went on as another alert.' },
  removed: { word: 'Removed', sentence: 'What it was about is deleted.' },
  revoked: { word: 'Revoked', sentence: 'The certificate is revoked.' },
  'rule-off': { word: 'Rule off', sentence: 'Its rule was switched off.' },
};
