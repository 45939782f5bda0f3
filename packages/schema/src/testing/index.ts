// The testing door of @etabli/schema: generators of everything it describes.
export * from './arbitraries.ts'
