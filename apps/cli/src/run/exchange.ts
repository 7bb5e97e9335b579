import { PKIMessage } from '@crypto-cmp/cmp';
import { type HttpConnection, openHttpConnection } from '@crypto-cmp/cmp/node';
import { decode, DerError } from '@crypto-cmp/der';

import { CliError } from '../cli-error.ts';
import { readInputFile } from '../credentials/read-input-file.ts';
import type { Log } from '../log.ts';
import type { Transfer } from '../request/build-plan.ts';
import { keepConnection } from './keep-connection.ts';
import { writeOutput } from './write-output.ts';

/** Where requests go and answers come from: a server, files, or both. */
export interface Exchange {
  /** The next answer from a file, while there are any. */
  nextResponse(): Promise<Uint8Array | undefined>;
  /** The next request from a file, while there are any. */
  nextRequest(): Promise<Uint8Array | undefined>;
  /** @throws TransferError; CliError without a server */
  send(body: Uint8Array, signal: AbortSignal | undefined): Promise<{ bytes: Uint8Array; contentType?: string }>;
  saveRequest(bytes: Uint8Array): Promise<void>;
  saveResponse(bytes: Uint8Array): Promise<void>;
  close(): void;
}

export function openExchange(transfer: Transfer, log: Log): Exchange {
  const { url, tls, proxy, keepAlive, timeoutMs } = transfer;
  const [responsesIn, requestsIn] = [[...transfer.responsesIn], [...transfer.requestsIn]];
  const [responsesOut, requestsOut] = [[...transfer.responsesOut], [...transfer.requestsOut]];
  const guard = keepConnection(keepAlive);
  let connection: HttpConnection | undefined;
  return {
    nextResponse: async () => readMessageFile(responsesIn.shift(), 'rspin', log),
    nextRequest: async () => readMessageFile(requestsIn.shift(), 'reqin', log),
    send: async (body, signal) => {
      if (url === undefined) throw new CliError('-rspin: it names too few files, and there is no -server to ask');
      if (transfer.responsesIn.length > 0) log.warn('-rspin names too few files; asking the server');
      connection ??= openHttpConnection({ url, tls, ...(proxy !== undefined && { proxy }) });
      const answer = await connection.send({ body, timeoutMs, ...(signal !== undefined && { signal }) });
      guard.check();
      return answer;
    },
    saveRequest: async (bytes) => saveMessage(requestsOut.shift(), 'reqout', bytes),
    saveResponse: async (bytes) => saveMessage(responsesOut.shift(), 'rspout', bytes),
    close: () => {
      connection?.close();
      guard.stop();
    },
  };
}

async function readMessageFile(
  file: string | undefined,
  option: 'rspin' | 'reqin',
  log: Log,
): Promise<Uint8Array | undefined> {
  if (file === undefined) return undefined;
  const bytes = await readInputFile(file, option);
  try {
    decode(PKIMessage, bytes);
  } catch (error) {
    if (error instanceof DerError) throw new CliError(`-${option}: ${file} is no PKIMessage in DER: ${error.message}`);
    throw error;
  }
  log.info(`taking ${option === 'rspin' ? 'the answer' : 'the request'} from ${file}`);
  return bytes;
}

async function saveMessage(file: string | undefined, option: 'rspout' | 'reqout', bytes: Uint8Array): Promise<void> {
  if (file !== undefined) await writeOutput(file, option, bytes);
}
