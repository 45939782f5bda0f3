// The only door of flow/exports: training sets. Promises that the same data and request give the same bytes, and that the
// tally accounts for every task; writes nothing that another stage owns.
export { exportRoutes } from './routes.ts'
export { exportProject, failExport, runExport } from './service.ts'
