import { listen, openBenchCa } from './bench-ca.ts';

// The lab CA in a process of its own, started by `startCaProcess`: what it costs is then no part of what a client costs.
const ca = await openBenchCa();
const { url, close } = await listen(ca);
process.once('disconnect', () => void close().then(() => process.exit(0)));
process.send?.({ url, rootCertificate: Buffer.from(ca.trustAnchor.der).toString('base64') });
