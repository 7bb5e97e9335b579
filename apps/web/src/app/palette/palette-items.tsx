import type { PolicySummary, TrustpointSummary } from '@crypto-cmp/api';
import {
  IconArrowsRightLeft,
  IconBell,
  IconFileCertificate,
  IconHome,
  IconPlus,
  IconSettings,
  IconShieldCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import type { RegisteredRouter } from '@tanstack/react-router';

import type { StateName } from '../../ui/state-mark.tsx';

export interface PaletteItem {
  key: string;
  icon: TablerIcon;
  label: string;
  about: string;
  state?: StateName;
  onChoose: () => void;
}

interface Found {
  policies: readonly Pick<PolicySummary, 'id' | 'name'>[];
  trustpoints: readonly Pick<TrustpointSummary, 'id' | 'name' | 'state'>[];
}

/** What matches a text: things first, since who types a name looks for it, then pages and acts. */
export function findCommands(text: string, router: RegisteredRouter, found: Found): PaletteItem[] {
  const commands = [
    page('Home', IconHome, () => router.navigate({ to: '/' })),
    page('Policies', IconFileCertificate, () => router.navigate({ to: '/policies' })),
    page('Trustpoints', IconShieldCheck, () => router.navigate({ to: '/trustpoints' })),
    page('Enrollments', IconArrowsRightLeft, () => router.navigate({ to: '/enrollments' })),
    page('Alerts', IconBell, () => router.navigate({ to: '/alerts' })),
    page('Notification settings', IconSettings, () => router.navigate({ to: '/settings/notifications' })),
    { ...page('New policy', IconPlus, () => router.navigate({ to: '/policies/new' })), about: 'command' },
  ];
  return [
    ...found.policies.map(({ id, name }): PaletteItem => ({
      key: `policy ${id}`,
      icon: IconFileCertificate,
      label: name,
      about: 'policy',
      onChoose: () => void router.navigate({ to: '/policies/$policyId', params: { policyId: id } }),
    })),
    ...found.trustpoints.map(({ id, name, state }): PaletteItem => ({
      key: `trustpoint ${id}`,
      icon: IconShieldCheck,
      label: name,
      about: 'trustpoint',
      state,
      onChoose: () => void router.navigate({ to: '/trustpoints/$trustpointId', params: { trustpointId: id } }),
    })),
    ...commands.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())),
  ];
}

function page(label: string, icon: TablerIcon, go: () => Promise<void>): PaletteItem {
  return { key: label, icon, label, about: 'page', onChoose: () => void go() };
}
