import { encode, integer, utf8String } from '@crypto-cmp/der';
import type { InfoTypeAndValue } from '@crypto-cmp/cmp';

import { CliError } from '../cli-error.ts';
import { readObjectIdentifier } from './read-object-identifier.ts';

/** `-geninfo`: `OID:int:N` and `OID:str:TEXT`, separated by commas; an OID may be written by its name. */
export function readGeninfo(value: string): readonly InfoTypeAndValue[] {
  return value.split(',').map((item) => {
    const [, written = '', kind = '', content = ''] = /^\s*([^:]*):(int|str):(.*)$/is.exec(item) ?? [];
    const infoType = readObjectIdentifier(written);
    if (infoType === undefined) throw malformed(item);
    if (kind.toLowerCase() === 'str') return { infoType, infoValue: encode(utf8String, content) };
    if (!/^[+-]?\d{1,18}$/.test(content)) throw malformed(item);
    return { infoType, infoValue: encode(integer, BigInt(content)) };
  });
}

function malformed(item: string): CliError {
  return new CliError(`-geninfo: expected OID:int:number or OID:str:text, got ${item.trim()}`);
}
