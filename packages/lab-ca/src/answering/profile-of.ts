import { type Profile, readProfile } from '../issuing/profiles.ts';
import type { Exchange } from './answer.ts';

/**
 * The certificate profile of a request: that of its header, or of its path.
 *
 * @throws Refusal
 */
export function profileOf({ message, conduct }: Exchange): Profile | undefined {
  return readProfile(message.header.value) ?? conduct.profile;
}
