import { z } from 'zod';
import { DEFAULT_PORTS } from './default-ports.ts';
import { expectType, expectVariant } from './finding.ts';
import { findHostFault } from './host-name.ts';
import { LIMITS } from './limits.ts';
import { followAsText, NOT_A_TEXT, noHiddenCharacters, noOuterSpace, text, toJsonSchemaLength } from './text.ts';
import { findPathFault } from './path.ts';
import { wholeNumber } from './whole-number.ts';

/** Primary is asked first, Secondary when Primary cannot be reached. */
export const SERVER_ROLES = ['primary', 'secondary'] as const;
export type ServerRole = (typeof SERVER_ROLES)[number];

const host = z
  .string(expectType(NOT_A_TEXT))
  // Brackets around an IPv6 address belong to URLs: taken off, so that one address has one form.
  .overwrite((value) => value.replace(/^\[([0-9A-Fa-f:.]+)\]$/, '$1'))
  .check(followAsText(LIMITS.host, noHiddenCharacters, noOuterSpace, findHostFault))
  .meta(toJsonSchemaLength(LIMITS.host));

const port = wholeNumber(LIMITS.port);

const shared = {
  role: z.enum(SERVER_ROLES, expectType('Either primary or secondary')),
  host,
  path: text(LIMITS.path, noHiddenCharacters, noOuterSpace, findPathFault),
};

const httpServer = z.strictObject({
  ...shared,
  transport: z.literal('http').optional().default('http'),
  port: port.default(DEFAULT_PORTS.http),
});

const tlsServer = z.strictObject({
  ...shared,
  transport: z.literal('tls'),
  port: port.default(DEFAULT_PORTS.tls),
});

/** A CMP server as it is written. Without `transport` it is HTTP; without `port` the transport's own. */
export const CmpServerDraft = z
  .discriminatedUnion('transport', [httpServer, tlsServer], expectVariant('Either http or tls'))
  .meta({ id: 'CmpServerDraft' });

export type CmpServerDraft = z.output<typeof CmpServerDraft>;
