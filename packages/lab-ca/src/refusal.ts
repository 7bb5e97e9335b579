import type { PKIFailureInfoName } from '@crypto-cmp/cmp';

/** Why a request is not granted, as the requester will read it: a failInfo and a sentence, which holds no secret. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly failInfo: PKIFailureInfoName;

  constructor(failInfo: PKIFailureInfoName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failInfo = failInfo;
  }
}
