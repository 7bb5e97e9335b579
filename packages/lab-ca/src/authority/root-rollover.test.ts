import { parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { askLab } from '../../test/asking.ts';
import { bySignature, enrollHolder, granted, requestFor, run } from '../../test/requesting.ts';
import { type RunningLab, runTestLab } from '../../test/running-lab.ts';

describe('the root', () => {
  let lab: RunningLab;
  beforeEach(async () => {
    lab = await runTestLab();
  });
  afterEach(async () => {
    await lab.stop();
  });

  const question = (currentRoot: Uint8Array) => ({ type: 'rootCaCert', currentRoot }) as const;

  it('can be announced before it changes, and is then the one that was announced', async () => {
    const announced = await askLab(lab, question(lab.root.der), { path: '/cmp/new-root' });
    const again = await askLab(lab, question(lab.root.der), { path: '/cmp/new-root' });
    expect(again).toEqual(announced);
    expect(await askLab(lab, question(lab.root.der))).toEqual({ type: 'rootCaCert' });
    await lab.labCa.rollRoot();
    expect(lab.labCa.rootCertificate).toEqual(announced.update?.newWithNew);
    expect(await askLab(lab, question(lab.root.der))).toEqual(announced);
  });

  it('is proven link by link to somebody who knows only the one before the one before', async () => {
    await lab.labCa.rollRoot();
    await lab.labCa.rollRoot();
    const first = await askLab(lab, question(lab.root.der));
    const middle = first.update?.newWithNew ?? new Uint8Array();
    const second = await askLab(lab, question(middle), { trustAnchors: [parseCertificate(middle)] });
    expect(second.update?.newWithNew).toEqual(lab.labCa.rootCertificate);
    expect(await askLab(lab, question(lab.labCa.rootCertificate))).toEqual({ type: 'rootCaCert' });
  });

  it('may change in the middle: who knows the old one, or the new one alone, goes on', async () => {
    const holder = await enrollHolder(lab);
    await lab.labCa.rollRoot();
    const rolled = { ...lab, root: parseCertificate(lab.labCa.rootCertificate) };
    for (const client of [lab, rolled]) {
      const key = await nodeCrypto.generateKeyPair('ec-p256');
      const request = await requestFor('cr', key);
      const { certificate } = granted(await run(client, { request, protector: bySignature(holder) }));
      expect(parseCertificate(certificate).issuer).toEqual(lab.issuing.subject);
    }
  });
});
