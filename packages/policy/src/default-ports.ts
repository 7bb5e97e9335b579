export const TRANSPORTS = ['http', 'tls'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** The port where none is given. */
export const DEFAULT_PORTS = { http: 80, tls: 443 } as const satisfies Record<Transport, number>;
