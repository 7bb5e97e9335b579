import type { TransferErrorCode } from '@crypto-cmp/cmp';

import { httpStatusOf } from '../failure-code.ts';
import type { Explain, FailureFacts } from './explanation.ts';

type ServerField = 'host' | 'port' | 'path' | 'transport';

const checkAddress =
  (title: string, cause: (facts: FailureFacts) => string, fix: string, field: ServerField): Explain =>
  (facts) => ({ title, cause: cause(facts), fix, field: `${facts.serverPointer}/${field}` });

const askOperators =
  (title: string, cause: (facts: FailureFacts) => string, fix: string): Explain =>
  (facts) => ({ title, cause: cause(facts), fix, askOperators: true });

/** Failures without an answer. */
export const TRANSPORT_EXPLANATIONS: Record<TransferErrorCode, Explain> = {
  'host-not-found': checkAddress(
    'Host name not found',
    ({ host }) => `The name service does not know ${host}.`,
    'Correct the host name, or the name service of this computer.',
    'host',
  ),
  'connection-refused': checkAddress(
    'Connection refused',
    ({ server }) => `${server} refused the connection.`,
    'Correct IP and Port, or ask the CA’s operators whether the server runs.',
    'port',
  ),
  'host-unreachable': checkAddress(
    'Host not reachable',
    ({ server }) => `There is no way to ${server} in the network.`,
    'Correct IP, or ask for the way to be opened.',
    'host',
  ),
  'connection-timed-out': checkAddress(
    'Connection timed out',
    ({ server }) => `${server} did not take the connection in time.`,
    'A firewall may drop it. Correct IP and Port, or ask for the way to be opened.',
    'host',
  ),
  'connection-reset': checkAddress(
    'Connection closed',
    ({ server }) => `${server} closed the connection before it had answered.`,
    'Check Port and Transport. If they are right, ask the CA’s operators to look into the server’s log.',
    'transport',
  ),
  'tls-failed': checkAddress(
    'No common TLS',
    ({ server }) => `${server} and the console found no common TLS.`,
    'Check whether this port speaks TLS at all, or set Transport to HTTP.',
    'transport',
  ),
  'tls-not-trusted': checkAddress(
    'TLS certificate not trusted',
    ({ server }) => `The TLS certificate of ${server} is not trusted, is expired, or bears another name.`,
    'Add the CA that issued it to the trust anchors, or write the host as the certificate has it.',
    'host',
  ),
  'answer-timed-out': askOperators(
    'No answer in time',
    ({ server }) => `No answer from ${server} in time.`,
    'Ask the CA’s operators whether the server works, then try again.',
  ),
  'answer-truncated': askOperators(
    'Answer broken off',
    ({ server }) => `The answer of ${server} broke off in the middle.`,
    'Try again. If it stays so, something between here and the CA cuts connections.',
  ),
  'answer-too-large': askOperators(
    'Answer too long',
    ({ server }) => `The answer of ${server} is longer than the console reads.`,
    'Show the CA’s operators this exchange.',
  ),
  'answer-empty': checkAddress(
    'Empty answer',
    ({ server }) => `The answer of ${server} is empty.`,
    'Check the Path. If it is right, ask the CA’s operators to look into the server’s log.',
    'path',
  ),
  'http-status': (facts, failure) => {
    const status = httpStatusOf(failure);
    const title = `HTTP ${status ?? 'error'}`;
    const field = `${facts.serverPointer}/path`;
    if (status === 404 || status === 405) {
      return { title, cause: `${facts.server} has no CMP server at this Path.`, fix: 'Correct the Path.', field };
    }
    if (status === 503 || status === 429) {
      const cause = `${facts.server} is there, but takes no requests now (${title}).`;
      return { title, cause, fix: 'Try again later. If it stays so, tell the CA’s operators.', askOperators: true };
    }
    const cause = `${facts.server} answered with ${title}, not with a CMP message.`;
    if (status === undefined || status < 500) {
      return { title, cause, fix: 'Check the Path, or ask the CA’s operators why it turns the console away.', field };
    }
    return { title, cause, fix: 'Try again later. If it stays so, tell the CA’s operators.', askOperators: true };
  },
  'http-redirect': checkAddress(
    'Redirected',
    ({ server }) => `${server} points to another address, which the console does not follow.`,
    'Set IP, Port and Path to the address where the CA really answers.',
    'path',
  ),
  'wrong-content-type': checkAddress(
    'No CMP message',
    ({ server }) => `${server} answered with something that is no CMP message, such as a web page.`,
    'Correct the Path. A proxy on the way may have answered, too.',
    'path',
  ),
  'answer-not-http': checkAddress(
    'No HTTP',
    ({ server }) => `${server} answered, but not in HTTP.`,
    'Correct Port. If the port speaks TLS, set Transport to TLS.',
    'port',
  ),
  'transfer-failed': askOperators(
    'Exchange failed',
    ({ server }) => `The exchange with ${server} failed.`,
    'Try again. If it stays so, show the CA’s operators this exchange.',
  ),
  'transfer-canceled': () => ({
    title: 'Broken off',
    cause: 'The exchange was broken off.',
    fix: 'Start it again when it is wanted.',
  }),
};
