import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type CmpRun,
  createOpensslPki,
  type Mock,
  type OpensslPki,
  runCmp,
  startMock,
} from '../../test/openssl-pki.ts';

let pki: OpensslPki;
let mock: Mock;

beforeAll(async () => {
  pki = createOpensslPki();
  mock = await startMock(pki);
});

afterAll(async () => {
  await mock.stop();
  pki.remove();
});

const request = (): string[] =>
  ['-cmd', 'ir', '-ref', '1234', '-secret', 'pass:test', '-subject', '/O=Example/CN=ap-7'].concat([
    '-newkey',
    pki.path('device.key'),
    '-certout',
    pki.path('out.pem'),
  ]);
const files = (...names: readonly string[]): string => names.map((name) => pki.path(name)).join(' ');
const ours = async (...more: readonly string[]): Promise<CmpRun> => runCmp(...request(), ...more);
const theirs = (...more: readonly string[]): string =>
  execFileSync('openssl', ['cmp', '-config', '', ...request(), ...more], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
  });

describe('message files', () => {
  it('are written so that openssl cmp can send and take them', async () => {
    const names = { requests: files('ir.der', 'certConf.der'), answers: files('ip.der', 'pkiconf.der') };
    const run = await ours('-server', mock.server, '-reqout', names.requests, '-rspout', names.answers);
    expect(run).toMatchObject({ code: 0 });
    expect(theirs('-server', mock.server, '-reqin', names.requests)).toContain('received PKICONF');
    expect(theirs('-server', mock.server, '-reqin', names.requests, '-reqin_new_tid')).toContain('received PKICONF');
    expect(theirs('-rspin', names.answers)).toContain('received PKICONF');
  });

  it('are taken from openssl cmp', async () => {
    const names = { requests: files('q1.der', 'q2.der'), answers: files('r1.der', 'r2.der') };
    theirs('-server', mock.server, '-reqout', names.requests, '-rspout', names.answers);
    expect(await ours('-server', mock.server, '-reqin', names.requests)).toMatchObject({ code: 0 });
    expect(await ours('-server', mock.server, '-reqin', names.requests, '-reqin_new_tid')).toMatchObject({ code: 0 });
    expect(await ours('-rspin', names.answers)).toMatchObject({ code: 0 });
    expect(await ours('-rspin', files('r1.der'))).toMatchObject({ code: 1 });
    expect(await ours('-rspin', files('r1.der'), '-server', mock.server)).toMatchObject({ code: 1 });
    expect(await ours('-rspin', names.answers, '-secret', 'pass:other')).toMatchObject({ code: 1 });
    expect(await ours('-cmd', 'cr', '-server', mock.server, '-reqin', names.requests)).toMatchObject({ code: 1 });
    expect(await ours('-rspin', files('q1.der', 'q2.der'))).toMatchObject({ code: 1 });
  });

  it('hold a request that is not sent', async () => {
    expect(await ours('-reqout_only', pki.path('only.der'))).toMatchObject({ code: 0 });
    expect(existsSync(pki.path('only.der'))).toBe(true);
    expect(theirs('-server', mock.server, '-reqin', pki.path('only.der'))).toContain('received PKICONF');
    const { code } = await runCmp('explain', pki.path('only.der'));
    expect(code).toBe(0);
  });

  it('name the secret by the CN of the subject where no -ref is given', async () => {
    const bare = request().filter((word) => word !== '-ref' && word !== '1234');
    expect(await runCmp(...bare, '-reqout_only', pki.path('cn.der'))).toMatchObject({ code: 0 });
    expect(readFileSync(pki.path('cn.der')).includes(Buffer.from('a20604 0461702d37'.replaceAll(' ', ''), 'hex'))).toBe(
      true,
    );
    const run = await runCmp(...bare, '-subject', '/O=Example', '-reqout_only', pki.path('no.der'));
    expect(run.code).toBe(1);
    expect(run.said).toContain('-ref: it is needed');
  });
});
