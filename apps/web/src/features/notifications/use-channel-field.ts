import type { FieldPath, FieldPathValue } from 'react-hook-form';

import { type DraftField, useDraftField } from '../../ui/form/use-draft-field.ts';
import type { ChannelForm } from './channel-form.ts';

export function useChannelField<Name extends FieldPath<ChannelForm>>(
  name: Name,
): DraftField<FieldPathValue<ChannelForm, Name>> {
  return useDraftField<ChannelForm, Name>(name);
}
