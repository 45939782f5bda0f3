// The only door of flow/takes: recordings that people make for their answers. Promises that a take is heard by its author
// and by those who may read answers only, that an annotation names no take but its author's own for that task, and that
// what was recorded and never used is not kept. Knows nothing of what is said in them.
export { nameTakes, unbroughtFaults } from './named.ts'
export { takeRoutes } from './routes.ts'
export { sweepTakes } from './sweep.ts'
