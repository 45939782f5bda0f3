// The testing door of @etabli/modality-kit: the contract suite, a driver for tools, files in memory.
export * from './drive.ts'
export * from './memory-files.ts'
export * from './modality-contract.ts'
