// The only door of flow/reviews: people's verdicts. Promises that nobody judges their own work, that a verdict is of what
// its reviewer saw, and that sending back keeps both versions; knows nothing of exports.
export { reviewRoutes } from './routes.ts'
