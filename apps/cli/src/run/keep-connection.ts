import { channel } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

import { CliError } from '../cli-error.ts';
import type { Transfer } from '../request/build-plan.ts';

export interface ConnectionGuard {
  /** After an answer. @throws CliError when the connection has to be kept, and is not */
  check(): void;
  stop(): void;
}

/**
 * `-keep_alive`: asks for a connection a message, or looks whether the server keeps the one there is. The HTTP of the core
 * keeps connections and says nothing of them; Node tells of each request and answer on these channels.
 */
export function keepConnection(keepAlive: Transfer['keepAlive']): ConnectionGuard {
  let isRefused = false;
  const onRequest = (message: unknown): void => {
    // as: the documented message of this channel
    if (keepAlive === 'never') (message as { request: ClientRequest }).request.setHeader('connection', 'close');
  };
  const onResponse = (message: unknown): void => {
    // as: the documented message of this channel
    const { headers, httpVersion } = (message as { response: IncomingMessage }).response;
    const said = (headers.connection ?? '').toLowerCase();
    const isKept = httpVersion === '1.0' ? said.includes('keep-alive') : !said.includes('close');
    isRefused ||= !isKept;
  };
  REQUESTS.subscribe(onRequest);
  RESPONSES.subscribe(onResponse);
  return {
    check: () => {
      if (keepAlive !== 'required' || !isRefused) return;
      throw new CliError('-keep_alive 2: the server does not keep the connection. Give 1 or 0');
    },
    stop: () => {
      REQUESTS.unsubscribe(onRequest);
      RESPONSES.unsubscribe(onResponse);
    },
  };
}

const REQUESTS = channel('http.client.request.created');
const RESPONSES = channel('http.client.response.finish');
