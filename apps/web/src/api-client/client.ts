import { createClient } from '@crypto-cmp/api';

/** The API of the server this page came from. */
export const api = createClient({ fetch: (...request) => globalThis.fetch(...request) });
