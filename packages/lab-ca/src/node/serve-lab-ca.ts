import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { LabCa } from '../create-lab-ca.ts';
import { describeLabCa } from '../describe-lab-ca.ts';
import { type LabCaResponse, toTextResponse } from '../lab-ca-response.ts';
import { deliver } from './deliver.ts';

/** Hangs a lab CA on HTTP (RFC 9811). Give it a loopback address to listen on: it is for nobody else. */
export function serveLabCa(labCa: LabCa, onError: (error: unknown) => void): Server {
  const server = createServer((request, response) => {
    answer(request, response, labCa).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return;
      onError(error);
      if (response.headersSent) response.destroy();
      else deliver(response, toTextResponse(500, 'The lab CA has a fault of its own: see its output.'));
    });
  });
  server.requestTimeout = 60_000;
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, labCa: LabCa): Promise<void> {
  deliver(response, await respond(request, labCa), request.method === 'HEAD');
}

async function respond(request: IncomingMessage, labCa: LabCa): Promise<LabCaResponse> {
  const { method = '', url: path = '/', headers } = request;
  if (method === 'GET' || method === 'HEAD') {
    if (path === '/') return toTextResponse(200, describeLabCa());
    return (await labCa.read(path)) ?? refuseMethod();
  }
  if (method !== 'POST') return refuseMethod();
  const body = await collect(request);
  if (body === undefined) return toTextResponse(413, `The message has more than ${MAX_BYTES} octets.`);
  return labCa.handle({ path, contentType: headers['content-type'], body });
}

/** RFC 9110, section 15.5.6. */
function refuseMethod(): LabCaResponse {
  const response = toTextResponse(405, 'Expected a POST.');
  return { ...response, headers: { ...response.headers, allow: 'POST' } };
}

async function collect(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    // as: without an encoding set, the stream gives Buffers
    const octets = chunk as Buffer;
    length += octets.length;
    if (length > MAX_BYTES) return undefined;
    chunks.push(octets);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const MAX_BYTES = 1024 * 1024;
