// The only door of flow/imports: files become tasks. Promises that what lands, lands whole and only when confirmed, and
// that every bad line is named; knows nothing of who will label.
export { type ImportFilesOptions, importFiles } from './import-files.ts'
export { safePath } from './paths.ts'
export { importRoutes } from './routes.ts'
export { failImport, workOnImport } from './service.ts'
export { makeImportTiles } from './tiles.ts'
