/** One element of a message, as a person is to read it. Plain data: it can be sent as JSON. */
export interface InspectNode {
  /** As in the errors of the decoder: `header.recipNonce`, `body.ip.response[0].status`; empty for the message itself. */
  readonly path: string;
  /** What the element is called where it stands: `recipNonce`, `response 1`. */
  readonly label: string;
  /** How it is written: `PKIHeader`, `[6] OCTET STRING`, `[1] ip · CertRepMessage`. */
  readonly type: string;
  /** Its value in a few words; empty where there is nothing to say. Written by the peer in part: text, never HTML. */
  readonly summary: string;
  /** The whole value as text, where `summary` shortens it. */
  readonly value?: string;
  /** Where the element begins, its outermost tag included, in octets from the start of the message. */
  readonly offset: number;
  /** In octets, tags and lengths included. */
  readonly length: number;
  /** Octets of tags and lengths before the content: `offset + headerLength` is where that begins. */
  readonly headerLength: number;
  /** Whether the message has a protection and this lies under it. */
  readonly covered: boolean;
  readonly rule?: InspectRule;
  /** What is wrong here. At the message itself: the decoder's whole verdict, with path and offset. */
  readonly problem?: string;
  /** Set when there is more inside than is shown, because the tree has reached its limit of nodes or depth. */
  readonly truncated?: true;
  readonly children: readonly InspectNode[];
}

/** What the standard asks of an element, in our own words. */
export interface InspectRule {
  readonly text: string;
  /** `RFC 9810, section 5.1.1`. */
  readonly reference: string;
}
