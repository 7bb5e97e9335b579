export type { BoundaryCase, BoundarySample, InvalidSample } from './boundary-case.ts';
export { boundaryCases } from './boundary-cases.ts';
export { SAMPLE_CERTIFICATES } from './sample-certificates.ts';
export { sampleDraft, sampleServer, sampleTrustpoint } from './sample-draft.ts';
