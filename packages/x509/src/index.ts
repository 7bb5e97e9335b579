export { X509Error, type X509ErrorCode } from './x509-error.ts';

export type { DistinguishedName, NameAttribute, RelativeDistinguishedName } from './names/distinguished-name.ts';
export { NameError, type NameErrorCode } from './names/name-error.ts';
export { parseName } from './names/parse-name.ts';
export { encodeName } from './names/encode-name.ts';
export { decodeName } from './names/decode-name.ts';
export { formatName } from './names/format-name.ts';
export { describeName } from './names/describe-name.ts';
export { matchNames } from './names/match-names.ts';
export { isNullName, nullName } from './names/null-name.ts';

export { HASH_NAMES, HASH_OIDS, type HashName, hashNameOf } from './keys/hash-name.ts';
export { KEY_TYPES, type KeyType } from './keys/key-type.ts';
export type { Signer } from './keys/signer.ts';
export type { CryptoProvider, KeyPair } from './keys/crypto-provider.ts';

export { AlgorithmIdentifier } from './structures/algorithm-identifier.ts';

export { type PathRequest, validatePath } from './path/validate-path.ts';
export type { PathRefusal, PathRefusalCode, PathVerdict, TrustedPath } from './path/path-verdict.ts';
