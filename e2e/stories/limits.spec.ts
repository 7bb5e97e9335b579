import type { Locator, Page } from '@playwright/test';

import {
  type FieldIssue,
  PolicyDraft,
  type PolicyDraftInput,
  SAN_TYPE_LABELS,
  toFieldIssues,
} from '@crypto-cmp/policy';
import { type BoundaryCase, boundaryCases, type BoundarySample, type InvalidSample } from '@crypto-cmp/policy/testing';

import { type PolicyForm, policyForm } from '../fixtures/policy-form.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

// The same rows try the schema and the API. Here they are typed, so that the form is seen to hold the same limits.

test('each documented limit is held at its field: accepted at the boundary, explained beyond it', async ({ page }) => {
  const form = policyForm(page);
  test.slow();
  const tried: string[] = [];
  await visit(page, '/policies/new');
  for (const row of boundaryCases.filter(isTypedInto)) {
    const field = form.field(row.pointer);
    await shape(page, form, row.make(row.valid[0]?.value));
    const valid = row.valid.filter(isTyped);
    const invalid = row.invalid.filter(isTyped);
    // Once more at the end: a field that was put right loses its error.
    for (const sample of [...valid, ...invalid, ...valid.slice(0, 1)]) {
      const refused = invalid.find((other) => other === sample);
      await test.step(`${row.field}: ${sample.name}`, async () => {
        await type(field, sample);
        if (refused === undefined) await expectAccepted(field);
        else await expectRefused(field, issueOf(row, refused));
      });
    }
    tried.push(row.field);
  }
  // A field that was renamed must not drop out of this story unseen.
  expect(tried).toEqual(expect.arrayContaining(DOCUMENTED));
});

test('each choice is offered, and nothing else', async ({ page }) => {
  await visit(page, '/policies/new');
  const form = policyForm(page);
  const offered = async (pointer: string): Promise<string[]> => {
    await form.field(pointer).click();
    const options = page.getByRole('option');
    await expect(options.first()).toBeVisible();
    const names = await options.locator('b').allTextContents();
    await page.keyboard.press('Escape');
    return names;
  };
  expect(await offered('/keyType')).toEqual(KEY_LABELS);
  expect(await offered('/servers/0/role')).toEqual(['Primary', 'Secondary']);
  expect(await offered('/trustpoints/0/subjectAltNames/0/type')).toEqual(Object.values(SAN_TYPE_LABELS));
});

/** Gives the form the rows and choices of a draft that a value is typed into. */
async function shape(
  page: Page,
  form: PolicyForm,
  { servers, trustpoints, renewalWindow }: PolicyDraftInput,
): Promise<void> {
  const hours = (renewalWindow ?? null) === null ? 'Any time' : 'Certain hours';
  await page.getByRole('radiogroup', { name: 'Renewal window' }).getByRole('radio', { name: hours }).check();
  if (servers.length > 1) await page.getByRole('button', { name: 'Add Secondary' }).click();
  const [trustpoint] = trustpoints;
  if (trustpoint === undefined) return;
  const format = trustpoint.referenceId.format === 'text' ? 'Text' : 'Number';
  await page.getByRole('radiogroup', { name: 'Reference ID format' }).getByRole('radio', { name: format }).check();
  for (const [index, { type: kind, value }] of trustpoint.subjectAltNames.entries()) {
    const place = `/trustpoints/0/subjectAltNames/${index}`;
    if (index > 0) await page.getByRole('button', { name: 'Add a SAN' }).click();
    await form.choose(form.field(`${place}/type`), SAN_TYPE_LABELS[kind]);
    await form.field(`${place}/value`).fill(value);
  }
}

async function type(field: Locator, { typed = '' }: BoundarySample): Promise<void> {
  await field.fill(typed);
  await field.blur();
}

async function expectAccepted(field: Locator): Promise<void> {
  await expect(field.and(field.page().locator(':not([aria-invalid])'))).toBeAttached(SOON);
  const counter = await readCounter(field);
  if (counter !== undefined) expect(counter.length).toBeLessThanOrEqual(counter.limit);
}

async function expectRefused(field: Locator, { code, message }: FieldIssue): Promise<void> {
  await expect(field.and(field.page().locator('[aria-invalid="true"]'))).toBeAttached(SOON);
  await expect(field).toHaveAccessibleDescription(new RegExp(RegExp.escape(message)));
  if (code !== 'too-long') return;
  const { length, limit } = (await readCounter(field)) ?? { length: 0, limit: 0 };
  expect(length, 'the counter is beyond its limit').toBe(limit + 1);
}

/** `32 / 31` above the field. */
async function readCounter(field: Locator): Promise<{ length: number; limit: number } | undefined> {
  const [, length, limit] = /(\d+) \/ (\d+)$/.exec(await field.evaluate(headOf)) ?? [];
  return limit === undefined ? undefined : { length: Number(length), limit: Number(limit) };
}

/** The label and the counter above an input. */
function headOf(input: HTMLElement | SVGElement): string {
  return document.querySelector(`label[for="${input.id}"]`)?.parentElement?.textContent ?? '';
}

/** What the schema says about a sample: the form must say the same. */
function issueOf({ pointer, make }: BoundaryCase, { value, code, name, at = pointer }: InvalidSample): FieldIssue {
  const { error } = PolicyDraft.safeParse(make(value));
  const issue = error && toFieldIssues(error).find((found) => found.pointer === at && found.code === code);
  if (issue === undefined) throw new Error(`the schema has nothing against ${name}`);
  return issue;
}

function isTypedInto({ pointer, valid, invalid }: BoundaryCase): boolean {
  return !CHOICES.test(pointer) && [...valid, ...invalid].some(isTyped);
}

function isTyped({ typed }: BoundarySample): boolean {
  return typed !== undefined;
}

/** Fields that are not typed into. */
const CHOICES = /\/(?:keyType|role|transport|format|action|type)$/;

const KEY_LABELS = [
  'RSA 2048',
  'RSA 3072',
  'RSA 4096',
  'EC P-256',
  'EC P-384',
  'EC P-521',
  'Ed25519',
  'Ed448',
  'ML-DSA-44',
  'ML-DSA-65',
  'ML-DSA-87',
];

const DOCUMENTED = [
  'Name',
  'Description',
  'Certificate Renewal Timeout',
  'Renewal window, from',
  'Renewal window, to',
  'Renewal window, Time zone',
  'IP',
  'Path',
  'Port',
  'Name of a trustpoint',
  'Subject Name',
  'Sender Name',
  'Recipient Name',
  'Reference ID',
  'Reference ID, Text',
  'Secret',
  ...Object.values(SAN_TYPE_LABELS).map((label) => `SAN Value, ${label}`),
];

/** Hundreds of samples: a wrong one is not waited for as long as a page is. */
const SOON = { timeout: 3000 };
