import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';

import { RequestedIssued } from './requested-issued.tsx';

afterEach(cleanup);

const comparison = [
  { field: 'subject', title: 'Subject Name', requested: 'CN=a', issued: 'CN=a', verdict: 'same' },
  { field: 'subjectAltName', title: 'SAN, String', requested: 'a@b', issued: null, verdict: 'missing' },
  { field: 'notAfter', title: 'Valid until', requested: null, issued: '2027-01-08T04:12:09Z', verdict: 'added' },
] as const;

const rowNames = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);

it('puts differences first, and keeps what the CA chose by itself for those who ask', async () => {
  render(<RequestedIssued comparison={comparison} />);
  expect(rowNames()).toEqual(['SAN, String', 'Subject Name']);
  await userEvent.click(screen.getByRole('button', { name: 'Show all 3 fields' }));
  expect(rowNames()).toEqual(['SAN, String', 'Subject Name', 'Valid until']);
  expect(screen.getByText('Set by the CA')).toBeTruthy();
});
