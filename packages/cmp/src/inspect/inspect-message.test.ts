import { decode, encode } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';

import { capture, captures } from '../../testdata/captures.ts';
import { bodies, header, octets } from '../../testdata/example-values.ts';
import { PKIBody } from '../messages/pki-body.ts';
import { PKIHeader } from '../messages/pki-header.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { inspectMessage } from './inspect-message.ts';
import type { InspectNode } from './inspect-node.ts';

describe('a message as a tree', () => {
  const bytes = capture('rsa-pbm-rejection-rsp-1');
  const root = inspectMessage(bytes);

  it.each([
    ['', 'PKIMessage', 'SEQUENCE', ''],
    ['header', 'header', 'PKIHeader', ''],
    ['header.pvno', 'pvno', 'INTEGER', '2 (cmp2000)'],
    ['header.sender', 'sender', '[4] directoryName · Name', 'NULL-DN'],
    ['header.recipient', 'recipient', '[4] directoryName · Name', 'CN=ap-7,O=Example,C=GB'],
    ['header.recipient.directoryName[0]', 'countryName', 'RelativeDistinguishedName', 'C=GB'],
    [
      'header.protectionAlg',
      'protectionAlg',
      '[1] AlgorithmIdentifier',
      'passwordBasedMac · SHA-256 × 500 · HMAC-SHA-1',
    ],
    ['header.protectionAlg.parameters.iterationCount', 'iterationCount', 'INTEGER', '500'],
    ['header.senderKID', 'senderKID', '[2] OCTET STRING', '4711'],
    ['body', 'body', '[3] cp · CertRepMessage', ''],
    ['body.cp.response', 'response', 'SEQUENCE OF CertResponse', '1 entry'],
    ['body.cp.response[0]', 'response 1', 'CertResponse', ''],
    ['body.cp.response[0].certReqId', 'certReqId', 'INTEGER', '0'],
    [
      'body.cp.response[0].status',
      'status',
      'PKIStatusInfo',
      'rejection (2) · badDataFormat, badCertTemplate · "subject unknown"',
    ],
    ['body.cp.response[0].status.statusString[0]', 'text 1', 'UTF8String', 'subject unknown'],
    ['body.cp.response[0].status.failInfo', 'failInfo', 'PKIFailureInfo', 'badDataFormat, badCertTemplate'],
    ['protection', 'protection', '[0] BIT STRING', 'HMAC-SHA-1, 20 octets'],
    ['extraCerts', 'extraCerts', '[1] SEQUENCE OF CMPCertificate', '1 certificate'],
    ['extraCerts[0]', 'certificate 1', 'Certificate', 'CN=Example Root CA,O=Example,C=GB'],
    ['extraCerts[0].tbsCertificate.subjectPublicKeyInfo', 'subjectPublicKeyInfo', 'SubjectPublicKeyInfo', 'EC P-256'],
    ['extraCerts[0].tbsCertificate.extensions[1]', 'keyUsage', 'Extension', 'keyCertSign, cRLSign · critical'],
  ])('names %s', (path, label, type, summary) => {
    expect(find(root, path)).toMatchObject({ path, label, type, summary });
  });

  it('tells the time in UTC', () => {
    expect(find(root, 'header.messageTime').summary).toMatch(/^2026-11-23 \d\d:\d\d:\d\d UTC$/);
  });

  it('shortens octets, and has them whole beside it', () => {
    const { summary, value, offset, headerLength, length } = find(root, 'header.recipNonce');
    expect(summary).toMatch(/^[0-9a-f]{8}…[0-9a-f]{8}$/);
    expect(value).toBe(Buffer.from(bytes.subarray(offset + headerLength, offset + length)).toString('hex'));
    expect([headerLength, length]).toEqual([4, 20]);
  });

  it('says which rule holds, and where it stands', () => {
    const { rule } = find(root, 'header.recipNonce');
    expect(rule?.reference).toBe('RFC 9810, section 5.1.1');
    expect(rule?.text).toContain('senderNonce');
  });

  it('marks what the protection covers: header and body, all of them, and nothing else', () => {
    const wrong = allOf(root).filter(({ path, covered }) => covered !== /^(?:header|body)/.test(path));
    expect(wrong).toEqual([]);
  });

  it('marks nothing as covered in a message without protection', () => {
    const nodes = allOf(inspectMessage(capture('unprotected-req-1')));
    expect(nodes.filter(({ covered }) => covered)).toEqual([]);
  });

  it('gives nodes of an infoType, a control and an extension their names and rules', () => {
    const asked = inspectMessage(capture('implicit-confirm-req-1'));
    expect(find(asked, 'header.generalInfo[0]')).toMatchObject({
      label: 'implicitConfirm',
      rule: { reference: 'RFC 9810, section 5.1.1.1' },
    });
    const update = inspectMessage(capture('ec-sig-kur-req-1'));
    expect(find(update, 'body.kur[0].certReq.controls[0]')).toMatchObject({ label: 'oldCertID' });
    expect(find(update, 'body.kur[0].certReq.controls[0]').summary).toContain(' of CN=Example Root CA');
  });

  it('names an issued certificate by its subject', () => {
    const issued = inspectMessage(capture('rsa-sig-cr-rsp-1'));
    expect(find(issued, 'body.cp.response[0].certifiedKeyPair.certOrEncCert.certificate')).toMatchObject({
      label: 'certificate',
      type: '[0] Certificate',
      summary: 'CN=ap-7,O=Example,C=GB',
    });
    expect(find(issued, 'protection').summary).toBe('RSA with SHA-256, 256 octets');
  });

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(root))).toEqual(root);
  });
});

describe('every message', () => {
  const messages = [...captures, ...bodies.map((body) => ({ name: `example ${body.type}`, bytes: toMessage(body) }))];

  it.each(messages)('$name has a node for each field that is decoded', ({ bytes }) => {
    const paths = new Set(allOf(inspectMessage(bytes)).map(({ path }) => path));
    const { header, body, ...rest } = decode(PKIMessage, bytes);
    for (const path of pathsOf({ header: header.value, body: body.value, ...rest }, '')) {
      expect(paths).toContain(path);
    }
  });

  it.each(messages)('$name has nothing in it that does not belong there', ({ bytes }) => {
    const strange = allOf(inspectMessage(bytes)).filter(
      ({ label }) => label === 'unexpected' || label === 'unreadable',
    );
    expect(strange).toEqual([]);
  });

  it.each(captures)('$name is covered by its nodes without gap or overlap, and has no problem', ({ bytes }) => {
    const root = inspectMessage(bytes);
    expect([root.offset, root.length]).toEqual([0, bytes.length]);
    for (const node of allOf(root)) {
      expect(node).not.toHaveProperty('problem');
      if (node.children.length > 0) expect(extentOfChildren(node)).toEqual(extentOfContent(node));
    }
  });

  it.each(captures)('$name has each path once', ({ bytes }) => {
    const paths = allOf(inspectMessage(bytes)).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('is left as it was, also when it comes in a Buffer', () => {
    const bytes = Buffer.from(capture('rsa-sig-kur-req-1'));
    const before = bytes.toString('hex');
    inspectMessage(bytes);
    expect(bytes.toString('hex')).toBe(before);
  });
});

function toMessage(body: PKIBody): Uint8Array {
  return encode(PKIMessage, {
    header: { der: encode(PKIHeader, header), value: header },
    body: { der: encode(PKIBody, body), value: body },
    protection: octets,
  });
}

/** Where the children begin, which gaps are between them, and where they end. */
function extentOfChildren({ path, children }: InspectNode) {
  const ends = children.map(({ offset, length }) => offset + length);
  const gaps = children.slice(1).filter(({ offset }, at) => offset !== ends[at]);
  return { path, start: children[0]?.offset, gaps, end: ends.at(-1) };
}

function extentOfContent({ path, offset, headerLength, length }: InspectNode) {
  return { path, start: offset + headerLength, gaps: [], end: offset + length };
}

function allOf(root: InspectNode): InspectNode[] {
  const nodes = [root];
  // The array grows while it is gone through.
  for (const node of nodes) nodes.push(...node.children);
  return nodes;
}

function find(root: InspectNode, path: string): InspectNode {
  const found = allOf(root).find((node) => node.path === path);
  if (found === undefined) throw new TypeError(`no node ${path}`);
  return found;
}

/** The paths of all fields in a decoded value, written as the decoder writes them. */
function pathsOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date)
    return [path];
  if (Array.isArray(value))
    return [path, ...value.flatMap((element: unknown, at) => elementPaths(element, `${path}[${at}]`))];
  if ('der' in value && 'value' in value) return pathsOf(value.value, path);
  if ('unusedBits' in value) return [path];
  if ('type' in value && 'value' in value && typeof value.type === 'string' && !value.type.includes('.')) {
    // Which certificate it is gives the node its name.
    const own = path.endsWith('certOrEncCert') ? `${path}.${value.type}` : path;
    return [own, ...pathsOf(value.value, `${path}.${value.type}`).slice(1)];
  }
  const fields = Object.entries(value).filter(
    ([name]) => name !== 'critical' || value[name as keyof typeof value] === true,
  );
  return [path, ...fields.flatMap(([name, field]) => pathsOf(field, path === '' ? name : `${path}.${name}`))];
}

/** The bits of a failInfo are its value; among numbers only those of popdecr, which are bigints, are elements. */
function elementPaths(element: unknown, path: string): string[] {
  return typeof element === 'number' ? [] : pathsOf(element, path);
}
