import { readFile } from 'node:fs/promises';

import { parsePem, X509Error } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { reasonOf } from '../credentials/read-input-file.ts';
import type { Host } from '../host.ts';

/** A message from a file or, for `-`, standard input: PEM, base64 or DER. Whether it is one, the reader finds out. */
export async function readMessage(file: string, host: Host): Promise<Uint8Array> {
  const bytes = file === '-' ? await host.readInput() : await readBytes(file);
  if (bytes.length === 0) throw new CliError(`${file === '-' ? 'standard input' : file} is empty`);
  // DER of a message begins with a SEQUENCE, 0x30, which is also the character 0: then only a real text is base64.
  const text = new TextDecoder('latin1').decode(bytes).trim();
  try {
    const [der] = text.includes('-----BEGIN ') ? parsePem(text) : [];
    if (der !== undefined) return der;
  } catch (error) {
    if (error instanceof X509Error) throw new CliError(`${file}: ${error.message}`);
    throw error;
  }
  return /^[A-Za-z\d+/\s]+={0,2}$/.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : new Uint8Array(bytes);
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}
