import type { ServerResponse } from 'node:http';

import type { LabCaResponse } from '../lab-ca-response.ts';

/** Sends a response the way it says, faults included. */
export function deliver(
  response: ServerResponse,
  { status, headers, body, delivery }: LabCaResponse,
  bare = false,
): void {
  const writeHead = (): void => {
    response.writeHead(status, { ...headers, 'content-length': body.length });
  };
  switch (delivery.type) {
    case 'whole':
      writeHead();
      response.end(bare ? undefined : body);
      return;
    case 'never':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      writeHead();
      response.write(body.subarray(0, delivery.sentBytes), () => response.destroy());
      return;
    case 'drip':
      writeHead();
      drip(response, body, delivery.intervalMs);
  }
}

function drip(response: ServerResponse, body: Uint8Array, intervalMs: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at < body.length) response.write(body.subarray(at, ++at));
    else response.end();
  }, intervalMs);
  response.once('close', () => clearInterval(timer));
}
