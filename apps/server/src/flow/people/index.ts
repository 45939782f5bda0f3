// The only door of flow/people: accounts, sessions, tokens, invitations, roles. Promises that no secret is kept and
// that whoever lost a role or a password is out at once; knows nothing of tasks.
export { createPerson, newSetupSecret } from './accounts.ts'
export { demoPeople, makeDemoPeople } from './demo.ts'
export { makeToken, peopleRoutes } from './routes.ts'
export { callerBySecret } from './sessions.ts'
export { deleteExpiredSessions, personByEmail, readSetting, roleOf, setRole, writeSetting } from './store.ts'
