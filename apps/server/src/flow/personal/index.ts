// The only door of flow/personal: stretches of recordings in which personal data is heard. Promises that whoever comes after
// a flag hears a tone there by every route, and that each hearing of the original is on record; knows nothing of how a
// copy is made, or of verdicts.
export { type BeepedRecording, beepedRecordings, makeCopies } from './copies.ts'
export { recordFlags } from './flags.ts'
export { type Heard, heardAt } from './heard.ts'
export { personalRoutes } from './routes.ts'
export { forListener } from './shown.ts'
