import { z } from 'zod';
import { expectType, NOT_AN_OBJECT } from '../finding.ts';
import { AcceptanceSettings } from './acceptance-settings.ts';
import { ProxySettings, TlsSettings } from './connection-settings.ts';
import { MessageSettings } from './message-settings.ts';
import { ProtectionSettings } from './protection-settings.ts';
import { TimeoutSettings } from './timeout-settings.ts';

/** What most policies leave as it is. Whatever is absent has its default. */
export const AdvancedSettings = z
  .strictObject(
    {
      messages: MessageSettings.prefault({}),
      protection: ProtectionSettings.prefault({}),
      acceptance: AcceptanceSettings.prefault({}),
      timeouts: TimeoutSettings.prefault({}),
      tls: TlsSettings.prefault({}),
      proxy: ProxySettings.prefault({}),
    },
    expectType(NOT_AN_OBJECT),
  )
  .meta({ id: 'AdvancedSettings' });

export type AdvancedSettings = z.output<typeof AdvancedSettings>;
