import { type Certificate, isNullName, type ParsedCertificationRequest } from '@crypto-cmp/x509';

import { loadCertificate } from '../credentials/load-certificates.ts';
import { loadCsr } from '../credentials/load-csr.ts';
import type { Log } from '../log.ts';
import type { OptionName, Options } from '../options/options.ts';
import { readName } from './read-name.ts';

/** What names and defaults are taken from. Names are DER. */
export interface References {
  readonly cert: Certificate | undefined;
  /** Behind -cert in its file. */
  readonly certOthers: readonly Certificate[];
  readonly oldcert: Certificate | undefined;
  readonly srvcert: Certificate | undefined;
  readonly csr: ParsedCertificationRequest | undefined;
  readonly subject: Uint8Array | undefined;
  readonly issuer: Uint8Array | undefined;
  readonly recipient: Uint8Array | undefined;
  readonly expectedSender: Uint8Array | undefined;
}

export async function loadReferences(options: Options, log: Log): Promise<References> {
  const name = (option: OptionName): Uint8Array | undefined => {
    const text = options.text(option);
    return text === undefined ? undefined : readName(text, option, log.warn);
  };
  const certificate = async (option: OptionName): Promise<Awaited<ReturnType<typeof loadCertificate>> | undefined> => {
    const file = options.text(option);
    return file === undefined ? undefined : loadCertificate(file, option);
  };
  const cert = await certificate('cert');
  const csr = options.text('csr');
  return {
    cert: cert?.certificate,
    certOthers: cert?.others ?? [],
    oldcert: (await certificate('oldcert'))?.certificate,
    srvcert: (await certificate('srvcert'))?.certificate,
    csr: csr === undefined ? undefined : await loadCsr(csr),
    subject: name('subject'),
    issuer: name('issuer'),
    recipient: name('recipient'),
    expectedSender: name('expect_sender'),
  };
}

/** Our name in messages, where no certificate of ours signs them. */
export function senderOf({ cert, oldcert, csr, subject }: References): Uint8Array | undefined {
  return cert?.subject ?? oldcert?.subject ?? csr?.subject ?? subject;
}

/** The name of the CA that messages are addressed to. */
export function recipientOf({ recipient, srvcert, issuer, oldcert, cert }: References): Uint8Array | undefined {
  const named = issuer !== undefined && !isNullName(issuer) ? issuer : undefined;
  return recipient ?? srvcert?.subject ?? named ?? oldcert?.issuer ?? cert?.issuer;
}
