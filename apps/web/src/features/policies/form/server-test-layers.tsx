import type { ConnectionTestLayer } from '@crypto-cmp/api';

import { type StateName, StateMark } from '../../../ui/state-mark.tsx';
import classes from './server-test.module.css';

/** What was found at each layer, in the order in which a connection is built. */
export function ServerTestLayers({ layers }: { layers: readonly ConnectionTestLayer[] }) {
  return (
    <ol className={classes.layers} aria-label="Connection test">
      {layers.map(({ layer, verdict, durationMs, detail, advice }) => (
        <li key={layer} data-verdict={verdict}>
          <span className={classes.layer}>{LAYER_LABELS[layer]}</span>
          <StateMark state={STATES[verdict]}>{WORDS[verdict]}</StateMark>
          <span className={classes.time}>{verdict === 'not-tested' ? '' : `${durationMs} ms`}</span>
          <span className={classes.detail}>
            {detail}
            {advice !== undefined && <span className={classes.advice}>{advice}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

const LAYER_LABELS: Record<ConnectionTestLayer['layer'], string> = {
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  http: 'HTTP',
  cmp: 'CMP',
  'cmp-protected': 'CMP, protected',
};

const STATES: Record<ConnectionTestLayer['verdict'], StateName> = {
  passed: 'check-passed',
  failed: 'check-failed',
  'not-tested': 'check-not-applicable',
};

const WORDS: Record<ConnectionTestLayer['verdict'], string> = {
  passed: 'Passed',
  failed: 'Failed',
  'not-tested': 'Not tested',
};
