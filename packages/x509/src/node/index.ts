export { createSigner } from './create-signer.ts';
export { nodeCrypto } from './node-crypto.ts';
