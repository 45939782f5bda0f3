// The testing door of @etabli/formats: the suite for codecs.
export * from './codec-contract.ts'
