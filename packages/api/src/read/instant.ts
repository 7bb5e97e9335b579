import { z } from 'zod';

/** A time in RFC 3339, UTC. */
export const Instant = z.iso.datetime();
