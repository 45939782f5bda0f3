// The only door of flow/tasks: what is looked at, its slots and its life. Promises that a task's counts, its state and
// the project's counts always agree; knows nothing of people or of what they answered.
export { applyOverlap } from './overlap.ts'
export { countTexts, sampleTexts, setPrefills, type TextTask, textPage } from './prefills.ts'
export { taskRoutes } from './routes.ts'
export {
  changeTask,
  insertTasks,
  lockTask,
  type NewTask,
  recount,
  setAgreement,
  type TaskChange,
  type TaskCounts,
  type TaskRow,
  takeSlots,
  taskOf,
  writeTally,
} from './store.ts'
