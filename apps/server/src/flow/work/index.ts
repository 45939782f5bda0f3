// The only door of flow/work: what one person did, what came back and why, what it earned. Reads, and writes nothing.
export { workRoutes } from './routes.ts'
