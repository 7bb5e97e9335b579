import { concat } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';

import { capture, captures } from '../../testdata/captures.ts';
import { mutate, seededRandom } from '../../testdata/mutants.ts';
import { inspectMessage } from './inspect-message.ts';
import type { InspectNode } from './inspect-node.ts';

const message = capture('rsa-pbm-ir-req-1');

describe('a message that is wrong', () => {
  it('is shown up to where it breaks off, and why', () => {
    const whole = inspectMessage(message);
    const { offset, headerLength } = find(whole, 'body.ir[0].certReq.certTemplate.publicKey');
    const root = inspectMessage(message.subarray(0, offset + headerLength + 10));
    expect(root.problem).toMatch(/^expected \d+ octets, got \d+ \(offset 1\)$/);
    expect(find(root, 'header.senderNonce').summary).toBe(find(whole, 'header.senderNonce').summary);
    expect(find(root, 'body.ir[0].certReq.certTemplate.subject').summary).toBe('CN=ap-7,O=Example,C=GB');
    expect(find(root, 'body.ir[0].certReq.certTemplate.publicKey').problem).toMatch(/^expected \d+ octets, got 10$/);
  });

  it('is shown with the place where its own length is wrong', () => {
    const broken = message.slice();
    const nonce = find(inspectMessage(message), 'header.senderNonce');
    broken[nonce.offset + 3] = 0x20;
    const root = inspectMessage(broken);
    expect(root.problem).toMatch(/^header\.senderNonce: expected 32 octets, got 16 \(offset \d+\)$/);
    const place = find(root, 'header.senderNonce');
    expect(place.problem).toBe('expected 32 octets, got 16');
    expect(place.summary).toBe(nonce.summary);
    expect(find(root, 'header.transactionID').summary).not.toBe('');
    expect(find(root, 'body.ir[0].certReq.certTemplate.subject').summary).toBe('CN=ap-7,O=Example,C=GB');
  });

  it('is shown with the element that does not belong there', () => {
    const broken = message.slice();
    const nonce = find(inspectMessage(message), 'header.senderNonce');
    broken[nonce.offset] = 0xaf;
    const root = inspectMessage(broken);
    expect(find(root, 'header.unexpected[0]')).toMatchObject({ label: 'unexpected', problem: 'does not belong here' });
    expect(root.problem).toContain('header: expected end of SEQUENCE');
  });

  it('is shown with the field that is missing', () => {
    const root = inspectMessage(Uint8Array.of(0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02));
    expect(find(root, 'header').problem).toBe('sender is missing');
    expect(find(root, 'header.pvno').summary).toBe('2 (cmp2000)');
  });

  it('is shown with the value that the decoder refuses', () => {
    const broken = message.slice();
    const time = find(inspectMessage(message), 'header.messageTime');
    broken[time.offset + time.headerLength + 4] = 0x39; // a month above 12
    const root = inspectMessage(broken);
    expect(find(root, 'header.messageTime').problem).toBe('invalid time');
    expect(root.problem).toBe(`header.messageTime: invalid time (offset ${time.offset + time.headerLength})`);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a page of HTML', new TextEncoder().encode('<!DOCTYPE html><title>502</title>')],
    ['a text', new TextEncoder().encode('not found')],
    ['an indefinite length', Uint8Array.of(0x30, 0x80, 0x00, 0x00)],
    ['a length that no message has', Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff)],
  ])('is one unreadable node when it is %s', (_, bytes) => {
    const root = inspectMessage(bytes);
    expect(root).toMatchObject({ path: '', label: 'PKIMessage' });
    expect(root.problem).toBeDefined();
    expect(allOf(root).some(({ problem }) => problem !== undefined)).toBe(true);
  });

  it('is shown when octets follow it', () => {
    const root = inspectMessage(concat(message, Uint8Array.of(1, 2, 3)));
    expect(root.problem).toContain('expected end of data');
    expect(root.length).toBe(message.length);
  });

  it('cannot turn the text around it', () => {
    const page = capture('rsa-pbm-rejection-rsp-1').slice();
    const text = find(inspectMessage(page), 'body.cp.response[0].status.statusString[0]');
    page.set(new TextEncoder().encode('\u202e<b>\u0007'), text.offset + text.headerLength);
    const shown = find(inspectMessage(page), 'body.cp.response[0].status.statusString[0]').summary;
    expect(shown.startsWith('\\u{202e}<b>\\u{7}')).toBe(true);
  });

  it('never makes it throw: 5,000 broken captures', () => {
    const random = seededRandom(4711);
    for (let count = 0; count < 5000; count++) {
      const mutant = mutate(captures[count % captures.length]?.bytes ?? message, random);
      const root = inspectMessage(mutant);
      expectWithin(root, mutant.length);
    }
  }, 20_000);

  it('never makes it throw: 5,000 strings of random octets', () => {
    const random = seededRandom(815);
    for (let count = 0; count < 5000; count++) {
      const bytes = Uint8Array.from({ length: 1 + (count % 200) }, () => Math.floor(random() * 256));
      bytes[0] = 0x30;
      expectWithin(inspectMessage(bytes), bytes.length);
    }
  }, 20_000);
});

describe('a message that is too much', () => {
  it('is cut at 20,000 nodes, the upper ones shown', () => {
    const infos = Uint8Array.from({ length: 100_000 }, (_, at) => (at % 2 === 0 ? 0x30 : 0x00));
    const root = inspectMessage(withBody(21, sequence(infos)));
    expect(allOf(root).length).toBeLessThanOrEqual(20_000);
    expect(find(root, 'body')).toMatchObject({ truncated: true });
    expect(find(root, 'header.recipient').summary).not.toBe('');
  });

  it('is cut at a depth of 64, and nests as it likes without harm', () => {
    let nest: Uint8Array = Uint8Array.of(0x30, 0x00);
    for (let depth = 0; depth < 10_000; depth++) nest = sequence(nest);
    const root = inspectMessage(withBody(20, sequence(nest)));
    expect(depthOf(root)).toBeLessThanOrEqual(65);
    expect(allOf(root).some(({ truncated }) => truncated === true)).toBe(true);
  });

  it('is opened message in message, to a depth of 64', () => {
    let nest = message;
    for (let depth = 0; depth < 100; depth++) nest = withBody(20, sequence(nest));
    const root = inspectMessage(nest);
    expect(find(root, 'body.nested[0].body.nested[0].header.pvno').summary).toBe('2 (cmp2000)');
    expect(depthOf(root)).toBeLessThanOrEqual(65);
  });

  it('is shown within a second when it has 10 MB', () => {
    const huge = withBody(19, Uint8Array.of(0x04, 0x83, 0x98, 0x96, 0x80), new Uint8Array(10_000_000));
    const start = performance.now();
    const root = inspectMessage(huge);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(root.problem).toContain('expected at most 1048576 octets');
    expect(JSON.stringify(root).length).toBeLessThan(100_000);
  });
});

/** The header of a captured message, and a body of this tag with these octets. */
function withBody(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const header = find(inspectMessage(message), 'header');
  const body = element(0xa0 | tag, ...content);
  return sequence(message.subarray(header.offset, header.offset + header.length), body);
}

function sequence(...content: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...content);
}

function element(tagOctet: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const digits = length.toString(16);
  const lengthOctets = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const start = length < 0x80 ? [length] : [0x80 | lengthOctets.length, ...lengthOctets];
  return concat(Uint8Array.of(tagOctet, ...start), ...content);
}

function expectWithin(root: InspectNode, length: number): void {
  for (const node of allOf(root)) {
    const end = node.offset + node.length;
    if (node.offset < 0 || end > length || node.headerLength > node.length) {
      expect.fail(`${node.path} lies at ${node.offset} to ${end} of ${length}`);
    }
  }
}

function depthOf(root: InspectNode): number {
  let depth = 0;
  for (let level = [...root.children]; level.length > 0; level = level.flatMap(({ children }) => [...children]))
    depth++;
  return depth;
}

function allOf(root: InspectNode): InspectNode[] {
  const nodes = [root];
  for (const node of nodes) for (const child of node.children) nodes.push(child);
  return nodes;
}

function find(root: InspectNode, path: string): InspectNode {
  const found = allOf(root).find((node) => node.path === path);
  if (found === undefined) throw new TypeError(`no node ${path}`);
  return found;
}
