import { decodeName, describeName, formatFingerprint, parseCertificate, parsePem } from '@crypto-cmp/x509';
import { useEffect, useState } from 'react';

export interface AnchorFacts {
  /** The common name, or the whole name when there is none. */
  name: string;
  notAfter: Date;
  der: Uint8Array<ArrayBuffer>;
}

/** Undefined when it is no certificate; the rules say so at its row. */
export function describeAnchor(pem: string): AnchorFacts | undefined {
  try {
    const [der] = parsePem(pem, 'CERTIFICATE');
    if (der === undefined) return undefined;
    const { subject, notAfter } = parseCertificate(der);
    const commonName = decodeName(subject)
      .rdns.flat()
      .findLast(({ type }) => type === COMMON_NAME)?.value;
    return { name: commonName ?? describeName(subject), notAfter, der };
  } catch {
    return undefined;
  }
}

/** As CAs print it; undefined until it is computed, and where the browser offers no digest. */
export function useFingerprint(facts: AnchorFacts | undefined): string | undefined {
  const [fingerprint, setFingerprint] = useState<string>();
  useEffect(() => {
    let wanted = true;
    // Browsers offer it over HTTPS and on this machine only.
    if (facts === undefined || !window.isSecureContext) return undefined;
    void crypto.subtle.digest('SHA-256', facts.der).then((digest) => {
      if (wanted) setFingerprint(formatFingerprint(new Uint8Array(digest)));
    });
    return () => {
      wanted = false;
    };
  }, [facts]);
  return fingerprint;
}

const COMMON_NAME = '2.5.4.3';
