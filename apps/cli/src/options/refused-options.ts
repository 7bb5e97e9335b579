import { type OptionKind, type OptionRow, refused, type Topic } from './option-row.ts';

const genm = 'This version does not speak genm, where it belongs.';
const noEngine = 'Keys come from files: name one in -key and -newkey.';
const random = 'Random numbers come from the operating system. Leave it out.';
const mock = 'This command is a client: npm run lab-ca starts a CA to name in -server.';
const lenient = 'This leniency is not offered. Leave it out.';

/** Options of OpenSSL's that have no place here, so that each can be refused by its name and with its reason. */
export const REFUSED_OPTIONS: readonly OptionRow[] = [
  ...rows('general', random, ['rand', 'text'], ['writerand', 'text']),
  ...rows(
    'general',
    noEngine,
    ['engine', 'text'],
    ['provider', 'text'],
    ['provider-path', 'text'],
    ['propquery', 'text'],
  ),
  ...rows('message', genm, ['crlcert', 'text'], ['oldcrl', 'text'], ['crlout', 'text'], ['crlform', 'text']),
  ...rows(
    'message',
    genm,
    ['oldwithold', 'text'],
    ['newwithnew', 'text'],
    ['newwithold', 'text'],
    ['oldwithnew', 'text'],
  ),
  ...rows('server', lenient, ['nonmatched_error_nonces', 'flag'], ['ta_in_ip_extracerts', 'flag']),
  ...rows('mock', mock, ['port', 'text'], ['max_msgs', 'count'], ['srv_ref', 'text'], ['srv_secret', 'text']),
  ...rows('mock', mock, ['srv_cert', 'text'], ['srv_key', 'text'], ['srv_keypass', 'text'], ['srv_trusted', 'text']),
  ...rows('mock', mock, ['srv_untrusted', 'text'], ['ref_cert', 'text'], ['rsp_cert', 'text'], ['rsp_key', 'text']),
  ...rows('mock', mock, ['rsp_keypass', 'text'], ['rsp_extracerts', 'text'], ['rsp_capubs', 'text']),
  ...rows('mock', mock, ['rsp_newwithnew', 'text'], ['rsp_newwithold', 'text'], ['rsp_oldwithnew', 'text']),
  ...rows('mock', mock, ['rsp_crl', 'text'], ['poll_count', 'count'], ['check_after', 'count']),
  ...rows('mock', mock, ['grant_implicitconf', 'flag'], ['pkistatus', 'count'], ['failure', 'count']),
  ...rows('mock', mock, ['failurebits', 'count'], ['statusstring', 'text'], ['send_error', 'flag']),
  ...rows('mock', mock, ['send_unprotected', 'flag'], ['send_unprot_err', 'flag'], ['accept_unprotected', 'flag']),
  ...rows('mock', mock, ['accept_unprot_err', 'flag'], ['accept_raverified', 'flag']),
];

function rows(
  topic: Topic,
  why: string,
  ...names: readonly (readonly [name: string, kind: OptionKind])[]
): OptionRow[] {
  return names.map(([name, kind]) => ({ name, topic, kind, value: '', says: '', ...refused(why) }));
}
