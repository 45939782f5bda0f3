// The only door of flow/projects: questions, brief and state of a project. Promises that no colleague's edit is
// overwritten and that nothing annotations use is taken away; knows nothing of tasks.
export { addLabels } from './add-labels.ts'
export { projectRoutes } from './routes.ts'
export { createProject, getProject, setState } from './service.ts'
export { findProject, questionsAt, questionsOn } from './store.ts'
