import { createPublicKey } from 'node:crypto';

import {
  type Certificate,
  type CertificateList,
  checkRevocation,
  createCertificateList,
  parseCertificate,
  parseCertificateList,
  validatePath,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { type Observation, type Target, Violation } from '../running/target.ts';
import { signAgain } from '../scenes/repair.ts';
import type { World } from '../scenes/world.ts';
import { attempt } from './attempt.ts';
import { isSignedBy } from './check-success.ts';

/** Paths and revocation lists with one part changed, and signed again by its issuer or not. */
export async function pathTarget(world: World): Promise<Target> {
  const { root, issuing, device, issuingSigner } = world;
  const leaf = parseCertificate(device.certificate);
  const at = world.now();
  const list = await createCertificateList({
    issuer: issuing.subject,
    signer: issuingSigner,
    thisUpdate: new Date(at.getTime() - 3_600_000),
    nextUpdate: new Date(at.getTime() + 3_600_000),
    revoked: [{ serialNumber: leaf.serialNumber, revocationDate: at, reason: 'keyCompromise' }],
    crlNumber: 5n,
    authorityKeyIdentifier: new Uint8Array(20),
  });
  const honest = parseCertificateList(list);

  const validate = async (target: Certificate, intermediate: Certificate, anchor: Certificate): Promise<string> => {
    const common = { intermediates: [intermediate, issuing], crypto: nodeCrypto, at };
    const verdict = await validatePath({ ...common, target, trustAnchors: [anchor] });
    if (!verdict.valid) return verdict.code;
    for (const [index, { der, notBefore, notAfter }] of verdict.path.entries()) {
      if (notBefore > at || notAfter < at) throw new Violation('a path through a certificate that is not valid');
      const issuer = verdict.path[index + 1];
      if (issuer === undefined) continue;
      if (isOfEd25519(issuer) && !isSignedBy(der, issuer.der)) throw new Violation('a path without a signature');
    }
    return 'valid';
  };
  const look = async (certificate: Certificate, crl: CertificateList): Promise<string> => {
    const verdict = await checkRevocation({ certificate, issuer: issuing, crls: [crl], at, crypto: nodeCrypto });
    if (verdict.status !== 'unknown' && !isSignedBy(crl.der, issuing.der)) {
      throw new Violation('a verdict by a list that its issuer has not signed');
    }
    return verdict.status === 'unknown' ? verdict.code : verdict.status;
  };

  return {
    name: 'path',
    seeds: [
      { name: 'leaf', bytes: leaf.der },
      { name: 'issuing', bytes: issuing.der },
      { name: 'anchor', bytes: root.der },
      { name: 'list', bytes: list },
    ],
    repairs: ['none', 'signed', 'signed'],
    run: async ({ seed, repair, bytes }): Promise<Observation> => {
      const signed = repair === 'signed' ? ((await signAgain(bytes, issuingSigner)) ?? bytes) : bytes;
      if (seed === 'list') {
        const crl = attempt(() => parseCertificateList(signed));
        if ('refused' in crl) return { accepted: false, trace: `list ${crl.refused}` };
        const verdict = await look(leaf, crl.value);
        return { accepted: true, trace: `list ${verdict}` };
      }
      const read = attempt(() => parseCertificate(signed));
      if ('refused' in read) return { accepted: false, trace: `${seed} ${read.refused}` };
      const changed = read.value;
      const verdicts = [
        await validate(changed, issuing, root),
        await validate(leaf, changed, root),
        await validate(leaf, issuing, changed),
        await validate(changed, changed, changed),
        await look(changed, honest),
      ];
      return { accepted: verdicts.includes('valid'), trace: `${seed} ${verdicts.join(' ')}` };
    },
  };
}

function isOfEd25519({ subjectPublicKeyInfo }: Certificate): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(subjectPublicKeyInfo), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
