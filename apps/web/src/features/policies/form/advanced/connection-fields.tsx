import { LIMITS } from '@crypto-cmp/policy';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { get, useFormState } from 'react-hook-form';

import { api } from '../../../../api-client/client.ts';
import { SelectField } from '../../../../ui/field/select-field.tsx';
import { TextAreaField, TextField } from '../../../../ui/field/text-field.tsx';
import classes from '../advanced-section.module.css';
import type { PolicyForm } from '../policy-form.ts';
import { Part } from './part.tsx';
import { useAdvancedField } from './use-advanced-field.ts';

/** The way to the CMP servers: TLS and proxy. */
export function ConnectionFields() {
  const client = useAdvancedField('advanced.tls.clientTrustpointId');
  const anchors = useAdvancedField('advanced.tls.trustAnchors');
  const { errors } = useFormState<PolicyForm>({ name: 'advanced.tls.trustAnchors' });
  // A fault stands at one of the certificates, and the field holds them all.
  const faults: unknown = get(errors, 'advanced.tls.trustAnchors');
  const fault: unknown = Array.isArray(faults) ? get(faults.find(Boolean), 'message') : undefined;
  return (
    <>
      <Part
        title="TLS"
        hint="For servers whose Transport is TLS. It hides the exchange from onlookers; what the CA says is proven by the messages themselves."
      >
        <TextField
          {...useAdvancedField('advanced.tls.serverName')}
          mono
          optional
          limit={LIMITS.optionalHost.max}
          hint="Must stand in the server’s certificate. Empty: its IP or host name"
        />
        <SelectField {...client} choices={useClientChoices(client.value)} hint="Shown to a server that asks for one" />
        <TextAreaField
          {...anchors}
          error={anchors.error ?? (typeof fault === 'string' ? fault : undefined)}
          className={classes.wide}
          mono
          optional
          rows={3}
          placeholder="-----BEGIN CERTIFICATE-----"
          hint="Whom the server’s certificate must chain to, in PEM. Empty: the CAs this computer knows, and the trust anchors above"
        />
      </Part>
      <Part title="Proxy">
        <TextField
          {...useAdvancedField('advanced.proxy.url')}
          mono
          optional
          placeholder="http://proxy.example.net:3128"
          limit={LIMITS.proxyUrl.max}
          hint="An HTTP proxy that asks for no password. Empty: none"
        />
        <TextField
          {...useAdvancedField('advanced.proxy.exempt')}
          mono
          optional
          placeholder="ca1.example.net, .internal"
          limit={LIMITS.proxyExemptions.max}
          hint="Hosts reached directly; a name stands for its subdomains too"
        />
      </Part>
    </>
  );
}

/** The trustpoints that have a certificate; of very many the first, by name. */
function useClientChoices(chosen: string) {
  const { data } = useQuery(clientChoices);
  const found = data?.items.map(({ id, name, policy }) => ({ value: id, label: name, description: policy.name })) ?? [];
  const isKnown = chosen === '' || found.some(({ value }) => value === chosen);
  return [
    { value: '', label: 'None' },
    ...(isKnown ? [] : [{ value: chosen, label: data === undefined ? chosen : `${chosen} (not in the list)` }]),
    ...found,
  ];
}

const clientChoices = queryOptions({
  queryKey: ['trustpoints', 'client-certificates'],
  queryFn: ({ signal }) =>
    api.trustpoints.list({
      signal,
      query: { state: ['valid', 'renewal-due', 'overdue'], sort: 'name', limit: 200 },
    }),
});
