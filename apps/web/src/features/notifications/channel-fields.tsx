import { ALERT_LIMITS, DEFAULT_SMTP_PORTS, LIMITS, type SmtpSecurity } from '@crypto-cmp/policy';
import { useWatch } from 'react-hook-form';

import { SegmentedField } from '../../ui/field/segmented-field.tsx';
import { SwitchField } from '../../ui/field/switch-field.tsx';
import { TextAreaField, TextField } from '../../ui/field/text-field.tsx';
import { FormSection } from '../../ui/form/form-section.tsx';
import form from '../../ui/form/form-section.module.css';
import type { ChannelForm } from './channel-form.ts';
import { ChannelSecret } from './channel-secret.tsx';
import { useChannelField } from './use-channel-field.ts';

/** Everything about a channel. Its type is chosen once, when it is new. */
export function ChannelFields({ secret, isNew }: { secret: string | undefined; isNew: boolean }) {
  const type = useChannelField('type');
  return (
    <>
      <FormSection title="Channel">
        <div className={form.pair}>
          <TextField
            {...useChannelField('name')}
            className={isNew ? undefined : form.wide}
            label="Name"
            limit={ALERT_LIMITS.channelName.max}
            hint="As the rules and the deliveries call it"
          />
          {isNew && (
            <SegmentedField
              {...type}
              label="Type"
              choices={TYPES}
              hint="How messages leave the console. It stays what it is."
            />
          )}
          <SwitchField
            {...useChannelField('enabled')}
            className={form.wide}
            label="On"
            hint="While it is off, no message leaves here; the bell still shows every alert."
          />
        </div>
      </FormSection>
      {type.value === 'email' ? <EmailFields secret={secret} /> : <WebhookFields secret={secret} />}
    </>
  );
}

function EmailFields({ secret }: { secret: string | undefined }) {
  const port = useChannelField('port');
  const security = useChannelField('security');
  const user = useChannelField('user');

  /** The default port follows the security; one that was chosen stays. */
  function changeSecurity(next: SmtpSecurity) {
    if (port.value === String(DEFAULT_SMTP_PORTS[security.value])) port.onChange(String(DEFAULT_SMTP_PORTS[next]));
    security.onChange(next);
  }

  return (
    <>
      <FormSection title="Mail server" hint="The SMTP server that takes the messages.">
        <div className={form.pair}>
          <TextField
            {...useChannelField('host')}
            label="Host"
            mono
            limit={LIMITS.host.max}
            placeholder="mail.example.net"
            hint="IPv4, IPv6 or a host name"
          />
          <TextField
            {...port}
            label="Port"
            mono
            inputMode="numeric"
            hint={`${LIMITS.port.min} to ${LIMITS.port.max}`}
          />
          <SegmentedField
            {...security}
            className={form.wide}
            label="Security"
            choices={SECURITIES}
            onChange={changeSecurity}
            hint={SECURITY_HINTS[security.value]}
          />
          <TextField
            {...user}
            className={user.value === '' ? form.wide : undefined}
            label="User"
            optional
            mono
            limit={ALERT_LIMITS.smtpUser.max}
            hint={
              secret === undefined
                ? 'Empty: the server takes messages without a sign-in'
                : 'Empty: no sign-in, and the stored password is cleared'
            }
          />
          {user.value !== '' && (
            <ChannelSecret
              name="password"
              label="Password"
              stored={secret}
              hint="Proves to the mail server who sends."
            />
          )}
          {security.value !== 'none' && <TrustAnchorsField />}
        </div>
      </FormSection>
      <FormSection title="Messages">
        <div className={form.pair}>
          <TextField
            {...useChannelField('from')}
            className={form.wide}
            label="From"
            mono
            limit={ALERT_LIMITS.address.max}
            placeholder="console@example.net"
            hint="The sender’s address"
          />
          <TextAreaField
            {...useChannelField('to')}
            className={form.wide}
            label="To"
            mono
            rows={2}
            placeholder="operators@example.net"
            hint={`One address a line, at most ${ALERT_LIMITS.recipients.max}`}
          />
        </div>
      </FormSection>
    </>
  );
}

function WebhookFields({ secret }: { secret: string | undefined }) {
  const url = useChannelField('url');
  return (
    <FormSection title="Receiver" hint="A server that takes JSON by POST.">
      <div className={form.pair}>
        <TextField
          {...url}
          className={form.wide}
          label="URL"
          mono
          limit={ALERT_LIMITS.url.max}
          placeholder="https://alerts.example.net/cmp"
          hint={
            url.value.startsWith('http://')
              ? 'Over http anyone on the way can read the messages; the signature still shows who sent them.'
              : 'Where each message is posted to'
          }
        />
        <ChannelSecret
          name="secret"
          label="Secret"
          stored={secret}
          hint={`Each message is signed with it, as Standard Webhooks say. At least ${ALERT_LIMITS.webhookSecret.min} characters; the receiver needs the same.`}
        />
        {/^https:/i.test(url.value) && <TrustAnchorsField />}
      </div>
    </FormSection>
  );
}

function TrustAnchorsField() {
  const anchors = useWatch<ChannelForm, 'trustAnchors'>({ name: 'trustAnchors' });
  return (
    <TextAreaField
      {...useChannelField('trustAnchors')}
      className={form.wide}
      label="Trust anchors"
      optional
      mono
      rows={anchors === '' ? 1 : 4}
      placeholder="-----BEGIN CERTIFICATE-----"
      hint="CA certificates in PEM, beside those that the console’s host knows: for a server with a certificate of your own CA"
    />
  );
}

const TYPES = [
  { value: 'email', label: 'Email' },
  { value: 'webhook', label: 'Webhook' },
] as const;

const SECURITIES = [
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'tls', label: 'TLS' },
  { value: 'none', label: 'None' },
] as const;

const SECURITY_HINTS: Record<SmtpSecurity, string> = {
  starttls: 'Begins in the clear and must change to TLS; else nothing is sent.',
  tls: 'TLS from the first octet.',
  none: 'Messages cross the network in the clear. Only for a mail server in the house.',
};
