// The only door of flow/queue: who holds which task, and until when. Promises L1–L5 of the protocol and that nothing
// starves; knows nothing of what is answered.
export { claim } from './claim.ts'
export { progressOf } from './empty.ts'
export { grantTask } from './grant-task.ts'
export { leasedTasks } from './leased-task.ts'
export { endBySubmission, endHeld, release, renew, reopen, sweep } from './leases.ts'
export { queueRoutes } from './routes.ts'
export { heldBy, heldOn, type LeaseRow, lockLease } from './store.ts'
