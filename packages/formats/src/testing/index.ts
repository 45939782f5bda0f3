// The testing door of @etabli/formats: the suite for codecs.
export * from './codec-contract.ts'
export * from './docbin-read.ts'
