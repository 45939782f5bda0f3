// The only door of flow/people: accounts, sessions, tokens, invitations, roles. Promises that no secret is kept and
// that whoever lost a role or a password is out at once; knows nothing of tasks.
export { callerBySecret } from './sessions.ts'
