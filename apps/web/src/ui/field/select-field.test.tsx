import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';

import { SelectField } from './select-field.tsx';

afterEach(cleanup);

const CHOICES = [
  { value: 'ip', label: 'IP Address' },
  { value: 'dn', label: 'Distinguished Name' },
  { value: 'fqdn', label: 'FQDN' },
] as const;

function Example() {
  const [value, setValue] = useState<'ip' | 'dn' | 'fqdn'>('ip');
  return (
    <SelectField
      id="type"
      label="SAN Type"
      choices={CHOICES}
      value={value}
      onChange={setValue}
      error="Wrong"
      hint="Choose"
    />
  );
}

function open() {
  render(<Example />);
  const box = screen.getByRole('combobox', { name: 'SAN Type' });
  box.focus();
  return {
    box,
    user: userEvent.setup(),
    active: () => document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent,
  };
}

describe('a select', () => {
  it('is moved in by arrows, and chosen from by Enter', async () => {
    const { box, user, active } = open();
    await user.keyboard('{ArrowDown}');
    expect(box.getAttribute('aria-expanded')).toBe('true');
    expect(active()).toBe('IP Address');
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(active()).toBe('FQDN');
    await user.keyboard('{Enter}');
    expect(box.textContent).toBe('FQDN');
    expect(box.getAttribute('aria-expanded')).toBe('false');
    expect(document.activeElement).toBe(box);
  });

  it('finds a choice by its first letters', async () => {
    const { box, user, active } = open();
    await user.keyboard('di');
    expect(active()).toBe('Distinguished Name');
    await user.keyboard('{Tab}');
    expect(box.textContent).toBe('Distinguished Name');
  });

  it('changes nothing on Escape', async () => {
    const { box, user } = open();
    await user.keyboard('{ArrowDown}{End}{Escape}');
    expect(box.textContent).toBe('IP Address');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('marks the chosen one, and is told to be wrong, and why', async () => {
    const { box, user } = open();
    expect(box.getAttribute('aria-invalid')).toBe('true');
    expect(box.getAttribute('aria-describedby')).toBe('type:error type:hint');
    await user.click(box);
    expect(screen.getByRole('option', { name: 'IP Address' }).getAttribute('aria-selected')).toBe('true');
    await user.click(screen.getByRole('option', { name: 'FQDN' }));
    expect(box.textContent).toBe('FQDN');
  });
});
