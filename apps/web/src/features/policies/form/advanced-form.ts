import { type AdvancedSettings, splitCertificatePem } from '@crypto-cmp/policy';

/** The advanced settings as they stand in the form: under the same names, numbers as they were typed, empty for none. */
export type AdvancedForm = {
  [S in keyof AdvancedSettings]: { [F in keyof AdvancedSettings[S]]: FormValue<AdvancedSettings[S][F]> };
};

type FormValue<V> = [V] extends [boolean] ? boolean : [V] extends [string] ? V : string;

export function toAdvancedForm(settings: AdvancedSettings): AdvancedForm {
  // The mapping gives each field what FormValue says.
  return mapFields(settings, (_, value) => {
    if (typeof value === 'number') return String(value);
    return value === null ? '' : Array.isArray(value) ? value.join('') : value;
  }) as unknown as AdvancedForm;
}

/** What would be sent: what is no number is left for the schema to refuse in its own words. */
export function toAdvancedDraft(form: Partial<AdvancedForm>, toNumber: (text: string) => number | string): object {
  return mapFields(form, (name, value) => {
    if (name === 'trustAnchors') return value === '' ? [] : splitCertificatePem(String(value));
    if (name.endsWith('Id')) return value === '' ? null : value;
    if (!NUMBER.test(name)) return value;
    return value === '' && /^(?:message|total|waiting)/.test(name) ? null : toNumber(String(value));
  });
}

function mapFields(
  settings: Readonly<Record<string, object>>,
  map: (name: string, value: unknown) => unknown,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(settings).map(([section, fields]) => [
      section,
      Object.fromEntries(Object.entries(fields).map(([name, value]: [string, unknown]) => [name, map(name, value)])),
    ]),
  );
}

/** Fields of numbers are named by their unit. */
const NUMBER = /(?:[iI]terations|Octets|Seconds|Hours)$/;
