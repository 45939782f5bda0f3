// The only door of flow/annotations: what people answered. Promises A1–A3: a submission counts once, and work done is
// never thrown away; knows nothing of what the answers say together.
export { giveBack } from './give-back.ts'
export { annotationRoutes } from './routes.ts'
export { submit, submitIn } from './submit.ts'
