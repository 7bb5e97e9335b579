export { createKemDecapsulator } from './kem.ts';
export { createKeyAgreementRecipient } from './key-agreement.ts';
export { createKeyTransportRecipient } from './key-transport.ts';
export { createSigner } from './create-signer.ts';
export { nodeCrypto } from './node-crypto.ts';
export { silenceKmacWarning } from './silence-kmac-warning.ts';
