import {
  AsymmetricKeyPackage,
  CertTemplate,
  describeProtection,
  EnvelopedData,
  findMacLimitProblem,
  DEFAULT_MAC_LIMITS,
  findSigner,
  GenMsgContent,
  INFO_TYPES,
  isKemMacAlgorithm,
  isMacAlgorithm,
  KEMRecipientInfo,
  parseKemMacScheme,
  parseMacScheme,
  PKIBody,
  PKIHeader,
  PKIMessage,
  PKIMessages,
  protectionKind,
  readNestedMessage,
  SignedData,
  summarizeBody,
  verifyPopo,
} from '@crypto-cmp/cmp';
import { type InspectNode, inspectMessage } from '@crypto-cmp/cmp/inspect';
import { decode, encode, equalBytes, type Schema } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { type Seed, type Target, Violation } from '../running/target.ts';
import { attempt, attemptLater, outcomeOf } from './attempt.ts';

/** Whole messages of any kind: decoded, written again, shown, and looked at as far as that goes without a transaction. */
export function messagesTarget(seeds: readonly Seed[]): Target {
  return {
    name: 'messages',
    seeds,
    repairs: ['none'],
    run: async ({ bytes }) => {
      const read = attempt(() => decode(PKIMessage, bytes));
      if ('refused' in read) return { accepted: false, trace: read.refused };
      const message = read.value;
      expectSame(PKIMessage, message, bytes);
      expectSame(PKIHeader, message.header.value, message.header.der);
      expectSame(PKIBody, message.body.value, message.body.der);
      const body = message.body.value;
      return {
        accepted: true,
        trace: [body.type, summarizeBody(body), ...lookAtProtection(message), ...(await lookInside(message))].join(' '),
      };
    },
  };
}

/** The inspector shows whatever it is given, also what no decoder takes. */
export function inspectTarget(seeds: readonly Seed[]): Target {
  return {
    name: 'inspect',
    seeds,
    repairs: ['none'],
    run: ({ bytes }) => {
      const root = inspectMessage(bytes);
      const isDecoded = 'value' in attempt(() => decode(PKIMessage, bytes));
      if (isDecoded === (root.problem !== undefined)) throw new Violation('shown as sound, and is not, or the reverse');
      const { count, problems } = measure(root, bytes.length);
      if (count > 20_000) throw new Violation('more elements than a screen is to show');
      return { accepted: isDecoded, trace: `${root.children.length} ${Math.ceil(Math.log2(count))} ${problems}` };
    },
  };
}

/** What CMS brings, alone. */
export function cmsTarget(seeds: readonly Seed[]): Target {
  const schemas: Readonly<Record<string, Schema<unknown>>> = {
    EnvelopedData,
    SignedData,
    AsymmetricKeyPackage,
    KEMRecipientInfo,
    CertTemplate,
    PKIMessages,
    GenMsgContent,
  };
  return {
    name: 'cms',
    seeds,
    repairs: ['none'],
    run: ({ seed, bytes }) => {
      const [kind = ''] = seed.split(' ');
      const schema = schemas[kind];
      if (schema === undefined) throw new TypeError(`no schema is called ${kind}`);
      const read = attempt(() => decode(schema, bytes));
      if ('value' in read) expectSame(schema, read.value, bytes);
      return { accepted: 'value' in read, trace: `${kind} ${outcomeOf(read)}` };
    },
  };
}

function lookAtProtection({ header }: PKIMessage): string[] {
  const { protectionAlg } = header.value;
  if (protectionAlg === undefined) return ['no protection'];
  describeProtection(protectionAlg);
  const outcomes: string[] = [protectionKind(protectionAlg)];
  if (isMacAlgorithm(protectionAlg)) {
    const scheme = attempt(() => parseMacScheme(protectionAlg));
    outcomes.push(outcomeOf(scheme));
    if ('value' in scheme) outcomes.push(String(findMacLimitProblem(scheme.value, DEFAULT_MAC_LIMITS) === undefined));
  }
  if (isKemMacAlgorithm(protectionAlg)) outcomes.push(outcomeOf(attempt(() => parseKemMacScheme(protectionAlg))));
  return outcomes;
}

async function lookInside(message: PKIMessage): Promise<string[]> {
  const body = message.body.value;
  const signer = await attemptLater(async () => findSigner(message, [], nodeCrypto));
  const outcomes = ['value' in signer ? (signer.value?.signature ?? 'no signer') : signer.refused];
  switch (body.type) {
    case 'ir':
    case 'cr':
    case 'kur':
      for (const request of body.value.slice(0, 3)) {
        outcomes.push(outcomeOf(await attemptLater(async () => verifyPopo(request, nodeCrypto))));
      }
      return outcomes;
    case 'nested':
      return [...outcomes, outcomeOf(attempt(() => readNestedMessage(message)))];
    case 'genm':
    case 'genp':
      return [...outcomes, ...body.value.slice(0, 3).map(lookAtInfo)];
    default:
      return outcomes;
  }
}

function lookAtInfo({ infoType, infoValue }: GenMsgContent[number]): string {
  const known = Object.values(INFO_TYPES).find(({ oid }) => oid === infoType);
  if (known === undefined || infoValue === undefined) return 'unread';
  // as: each schema takes back what it has given
  const schema = known.value as Schema<unknown>;
  const read = attempt(() => decode(schema, infoValue));
  if ('value' in read) expectSame(schema, read.value, infoValue);
  return outcomeOf(read);
}

function expectSame<T>(schema: Schema<T>, value: T, bytes: Uint8Array): void {
  if (!equalBytes(encode(schema, value), bytes)) throw new Violation('what was read is written differently');
}

/** Every element lies within the one that it is shown in, and within the octets. */
function measure(node: InspectNode, length: number): { count: number; problems: number } {
  let count = 1;
  let problems = node.problem === undefined ? 0 : 1;
  if (node.offset < 0 || node.offset + node.length > length || node.headerLength > node.length) {
    throw new Violation('an element is shown that lies outside of the octets');
  }
  for (const child of node.children) {
    const inside = measure(child, length);
    count += inside.count;
    problems += inside.problems;
  }
  return { count, problems };
}
