import { type FieldIssue, parsePointer, toFieldIssues } from '@crypto-cmp/policy';
import { z } from 'zod';

interface DraftSchemaOptions<Form, Draft> {
  /** The contract's own. */
  schema: z.ZodType<Draft>;
  /** What would be sent. What was typed and cannot be sent is left for the schema to refuse in its own words. */
  toDraft: (form: Form) => unknown;
  /** Rules about what is stored already. */
  check?: (draft: Draft) => readonly FieldIssue[];
  /** The input at which an issue of the draft is shown. */
  fieldOf?: (pointer: string, form: Form) => string;
}

/** From what was typed to what is sent, with the issues at the inputs that can put them right. */
export function createDraftSchema<Form, Draft>({
  schema,
  toDraft,
  check = () => [],
  fieldOf = (pointer) => pointer,
}: DraftSchemaOptions<Form, Draft>) {
  return z.custom<Form>().transform((form, context): Draft => {
    const result = schema.safeParse(toDraft(form));
    const issues = result.success ? check(result.data) : toFieldIssues(result.error);
    if (result.success && issues.length === 0) return result.data;
    for (const { pointer, message } of issues) {
      context.addIssue({ code: 'custom', message, path: parsePointer(fieldOf(pointer, form)) });
    }
    return z.NEVER;
  });
}

/** A number where digits were typed, else the text as it is. */
export function toNumber(text: string): number | string {
  return /^-?(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : text;
}
