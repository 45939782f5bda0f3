// The only door of flow/consensus: what annotations say together, and how far they agree. Derived: whatever it wrote can
// be thrown away and is computed again. Knows nothing of reviews.
export { recomputeConsensus, recomputeRelabelled } from './recompute.ts'
export { reliabilityOf } from './reliability.ts'
export { type ReportTask, reportOf } from './report.ts'
export { consensusRoutes } from './routes.ts'
export { findConsensus, findReport, markAgreementStale } from './store.ts'
