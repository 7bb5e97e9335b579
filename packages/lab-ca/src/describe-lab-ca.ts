import { FAULTS, FURTHER_FAULTS, KEY_FAULTS } from './faults/faults.ts';
import type { MODES } from './parse-path.ts';

/** What this is and where what lives, for somebody who looks at it with a browser. */
export function describeLabCa(): string {
  const modes: Readonly<Record<keyof typeof MODES, string>> = {
    waiting: 'lets the requester poll twice, one second apart, before it answers',
    'waiting-to-confirm': 'lets the requester poll twice for pkiConf',
    'explicit-confirm': 'wants a certConf, also from those who ask to go without',
    'signed-answers': 'signs its answers, also those to requests under a MAC',
    'new-root': 'answers a genm for rootCaCert with the root that will follow',
    'registration-authority': 'grants certificates for registration authorities (extended key usage cmcRA)',
    lightweight: 'holds requests to RFC 9483: no kur and rr under a MAC, a reason in rr, one question in genm',
  };
  return [
    'Lab CA: a small certification authority that speaks CMP (RFC 9810) over HTTP (RFC 9811).',
    'It is for trying and testing only. Its certificates prove nothing: do not trust its root anywhere that matters.',
    '',
    'POST CMP messages (application/pkixcmp) to:',
    '',
    ...table([
      ['/cmp', 'answers ir, cr, kur, p10cr, certConf, pollReq, rr, genm and error'],
      ['/.well-known/cmp', 'the same'],
      ...Object.entries(modes).map(([name, text]): [string, string] => [`/cmp/${name}`, text]),
    ]),
    '',
    'Faults, and how a transaction should end with them:',
    '',
    ...table(
      Object.entries({ ...FAULTS, ...FURTHER_FAULTS, ...KEY_FAULTS }).map(
        ([name, { description, provokes, under }]): [string, string] => [
          `/cmp/faults/${name}`,
          `${description}${under === 'any' ? '' : ` (${under} only)`}: ${provokes}`,
        ],
      ),
    ),
  ].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}
