import { type OptionKind, type OptionRow, refused, type Topic } from './option-row.ts';

const noEngine = refused('Keys come from files: name one in -key and -newkey.');
const random = refused('Random numbers come from the operating system. Leave it out.');
const mock = refused('This command is a client: npm run lab-ca starts a CA to name in -server.');
const lenient = refused('This leniency is not offered. Leave it out.');

/** Options of OpenSSL's that have no place here: known, so that each can be answered by its name and with its reason. */
export const FOREIGN_OPTIONS: readonly OptionRow[] = [
  ...rows('general', random, 'text', 'rand', 'writerand'),
  ...rows('general', noEngine, 'text', 'engine', 'provider', 'provider-path', 'propquery'),
  ...rows('server', lenient, 'flag', 'nonmatched_error_nonces', 'ta_in_ip_extracerts'),
  ...rows('mock', mock, 'text', 'port', 'srv_ref', 'srv_secret', 'srv_cert', 'srv_key', 'srv_keypass', 'srv_trusted'),
  ...rows('mock', mock, 'text', 'srv_untrusted', 'ref_cert', 'rsp_cert', 'rsp_key', 'rsp_keypass', 'rsp_extracerts'),
  ...rows('mock', mock, 'text', 'rsp_capubs', 'rsp_newwithnew', 'rsp_newwithold', 'rsp_oldwithnew', 'rsp_crl'),
  ...rows('mock', mock, 'text', 'statusstring'),
  ...rows('mock', mock, 'count', 'max_msgs', 'poll_count', 'check_after', 'pkistatus', 'failure', 'failurebits'),
  ...rows('mock', mock, 'flag', 'grant_implicitconf', 'send_error', 'send_unprotected', 'send_unprot_err'),
  ...rows('mock', mock, 'flag', 'accept_unprotected', 'accept_unprot_err', 'accept_raverified'),
];

function rows(
  topic: Topic,
  differs: Pick<OptionRow, 'differs'>,
  kind: OptionKind,
  ...names: readonly string[]
): OptionRow[] {
  return names.map((name) => ({ name, topic, kind, value: '', says: '', ...differs }));
}
