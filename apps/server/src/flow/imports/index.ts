// The only door of flow/imports: files become tasks.
export { safePath } from './paths.ts'
