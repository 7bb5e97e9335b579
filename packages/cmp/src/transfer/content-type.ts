/** The media type of a PKIMessage over HTTP (RFC 9811, section 3.2). */
export const PKI_MESSAGE_CONTENT_TYPE = 'application/pkixcmp';

/** Whether a Content-Type header names a PKIMessage; parameters and upper case are tolerated. */
export function isPKIMessageContentType(contentType: string): boolean {
  const [mediaType = ''] = contentType.split(';', 1);
  return mediaType.trim().toLowerCase() === PKI_MESSAGE_CONTENT_TYPE;
}
