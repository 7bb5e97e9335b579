import { type Finding, failed } from './finding.ts';

/**
 * What a server that ends a connection says of the client certificate (RFC 8446, section 6.2); undefined when it says
 * nothing of it.
 */
export function clientCertificateFault(error: unknown, wasShown: boolean): Finding | undefined {
  if (!(error instanceof Error)) return undefined;
  if (!('code' in error && ABOUT_CLIENT.test(String(error.code)))) return clientCertificateFault(error.cause, wasShown);
  return wasShown
    ? failed(
        'The server does not accept the client certificate that was shown to it.',
        'Choose another Client certificate in the advanced settings, or ask the CA’s operators which ones are accepted.',
      )
    : failed(
        'The server demands a client certificate, and none was shown to it.',
        'Choose a Client certificate in the advanced settings: a trustpoint that has a certificate.',
      );
}

const ABOUT_CLIENT =
  /ALERT_(?:ACCESS_DENIED|BAD_CERTIFICATE|CERTIFICATE_(?:EXPIRED|REQUIRED|REVOKED|UNKNOWN)|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE)$/;
