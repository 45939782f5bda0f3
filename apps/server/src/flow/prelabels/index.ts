// The only door of flow/prelabels: a manager's rules and what they propose. Promises that only tasks nobody has begun
// change, and that everything rules proposed can be taken back; knows nothing of who labels.
export { prelabelRoutes } from './routes.ts'
export { failRules, runRules } from './service.ts'
