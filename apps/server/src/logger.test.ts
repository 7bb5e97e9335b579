import { expect, test } from 'vitest';

import { createLogger } from './logger.ts';

function logged(details: object): string {
  let lines = '';
  createLogger('trace', { write: (line) => void (lines += line) }).error(details, 'something failed');
  return lines;
}

test('has of an error its name, code, message, stack and cause, and nothing that was hung on it', () => {
  const cause = Object.assign(new Error('the disk is full'), { row: 'open sesame' });
  const error = Object.assign(new TypeError('no', { cause }), {
    code: 'E_NO',
    rawPacket: Buffer.from('open sesame'),
    socket: { server: { octets: new Uint8Array(3) }, name: 'open sesame' },
  });
  const line = logged({ err: error });

  expect(JSON.parse(line)).toMatchObject({
    err: { type: 'TypeError', code: 'E_NO', message: 'no', cause: { message: 'the disk is full' } },
  });
  expect(line).not.toMatch(/sesame|rawPacket|socket/);
});

test('ends the line of causes, also where an error is its own', () => {
  const error = new Error('round');
  error.cause = error;

  expect(logged({ err: error }).match(/"message":"round"/g)?.length).toBeLessThan(10);
});

test('takes secret fields out of what is logged by mistake', () => {
  expect(logged({ body: { trustpoints: { secret: 'open sesame' } }, secret: 'open sesame' })).not.toContain('sesame');
});

test.each(['secret', 'password', 'passphrase', 'privateKey', 'masterKey', 'databaseUrl', 'authorization', 'cookie'])(
  'takes %s out wherever it stands, down to the third level',
  (field) => {
    const bearer = { [field]: 'open sesame' };
    const line = logged({ ...bearer, one: bearer, list: { two: bearer }, deep: { deeper: { three: bearer } } });

    expect(line).not.toContain('sesame');
    expect(line.match(/\[redacted\]/g)).toHaveLength(4);
  },
);
