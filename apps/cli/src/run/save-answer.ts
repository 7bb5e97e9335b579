import { resolve } from 'node:path';

import {
  type Answer,
  CertTemplate,
  CONTROL_TYPES,
  Controls,
  INFO_TYPES,
  type InfoTypeAndValue,
  type KeySpecification,
} from '@crypto-cmp/cmp';
import { encode, toHex } from '@crypto-cmp/der';
import { encodePem } from '@crypto-cmp/x509';

import type { OptionName } from '../options/options.ts';
import { type Output, removeOutput, saveCertificates, writeOutput } from './write-output.ts';

/** What a genm brought, into the files that OpenSSL's options name. @throws CliError */
export async function saveAnswer(answer: Answer, output: Output): Promise<void> {
  switch (answer.type) {
    case 'caCerts':
      if (answer.certificates.length === 0) output.log.warn('the CA has no CA certificates to give');
      return saveCertificates('cacertsout', answer.certificates, 'CA certificates', output);
    case 'rootCaCert':
      return saveRootUpdate(answer, output);
    case 'certReqTemplate':
      return saveTemplate(answer, output);
    case 'crlStatusList':
    case 'currentCRL':
      return saveCrl(answer.crl, output);
    case 'none':
    case 'other':
      if (answer.values.length === 0) output.log.info('genp contains no answer');
      for (const value of answer.values) output.print(describe(value));
  }
}

async function saveRootUpdate({ update }: Extract<Answer, { type: 'rootCaCert' }>, output: Output): Promise<void> {
  if (update === undefined) output.log.info('there is no newer root');
  for (const [option, certificate, what] of [
    ['newwithnew', update?.newWithNew, 'the new root'],
    ['newwithold', update?.newWithOld, 'its key under the old root'],
    ['oldwithnew', update?.oldWithNew, 'the old key under the new root'],
  ] as const) {
    if (certificate !== undefined) await saveCertificates(option, [certificate], what, output);
    else if (!isSameFile(option, 'oldwithold', output)) await removeOutput(option, output);
  }
}

async function saveTemplate(
  { template, keys }: Extract<Answer, { type: 'certReqTemplate' }>,
  output: Output,
): Promise<void> {
  const { log } = output;
  if (template === undefined) log.warn('the CA has no requirements');
  else if (keys.length === 0) log.info('the CA has no requirements on keys');
  for (const key of keys) log.info(`a key may be: ${describeKey(key)}`);
  await saveOrRemove('template', template && encode(CertTemplate, template), output);
  await saveOrRemove('keyspec', keys.length === 0 ? undefined : encode(Controls, keys.map(toControl)), output);
}

async function saveCrl(crl: Uint8Array | undefined, output: Output): Promise<void> {
  const { options, log } = output;
  if (crl === undefined) {
    log.info('there is no newer CRL');
    if (isSameFile('crlout', 'oldcrl', output)) return;
  }
  const isPem = options.text('crlform')?.toUpperCase() === 'PEM';
  await saveOrRemove('crlout', crl && (isPem ? encodePem('X509 CRL', crl) : crl), output);
}

async function saveOrRemove(
  option: OptionName,
  content: Uint8Array | string | undefined,
  output: Output,
): Promise<void> {
  const file = output.options.text(option);
  if (content === undefined) return removeOutput(option, output);
  if (file === undefined) return;
  await writeOutput(file, option, content);
  output.log.info(`-${option}: saved to ${file}`);
}

/** What is at hand still holds where nothing newer came: it is not removed. */
function isSameFile(written: OptionName, read: OptionName, { options }: Output): boolean {
  const [to, from] = [options.text(written), options.text(read)];
  return to !== undefined && from !== undefined && resolve(to) === resolve(from);
}

function describe({ infoType, infoValue }: InfoTypeAndValue): string {
  const name = Object.entries(INFO_TYPES).find(([, { oid }]) => oid === infoType)?.[0];
  const shown = name === undefined ? infoType : `${name} (${infoType})`;
  return `genp contains ${shown}: ${infoValue === undefined ? 'no value' : `DER ${toHex(infoValue)}`}`;
}

function describeKey(key: KeySpecification): string {
  switch (key.type) {
    case 'rsaKeyLen':
      return `RSA of ${key.bits} bits`;
    case 'algId': {
      const { algorithm, parameters } = key.algorithm;
      return parameters === undefined ? algorithm : `${algorithm} with DER ${toHex(parameters)}`;
    }
    case 'unknown':
      return `what the control ${key.control.type} says`;
  }
}

/** As it stood in the answer: what is known of it has one way to be written. */
function toControl(key: KeySpecification): Controls[number] {
  const { rsaKeyLen, algId } = CONTROL_TYPES;
  switch (key.type) {
    case 'rsaKeyLen':
      return { type: rsaKeyLen.oid, value: encode(rsaKeyLen.value, key.bits) };
    case 'algId':
      return { type: algId.oid, value: encode(algId.value, key.algorithm) };
    case 'unknown':
      return key.control;
  }
}
