// The only door of @etabli/sdk: how to speak to a server.
export * from './annotator.ts'
export * from './cookies.ts'
export * from './http.ts'
export * from './requests.ts'
export * from './socket.ts'
export * from './timers.ts'
