// The testing door of @etabli/protocol: generators of everything that is said.
export * from './arbitraries.ts'
