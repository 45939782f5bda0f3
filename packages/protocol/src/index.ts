// The only door of @etabli/protocol: what is said between client and server.
export * from './client-message.ts'
export * from './codec.ts'
export * from './errors.ts'
export * from './http.ts'
export * from './server-message.ts'
export * from './version.ts'
