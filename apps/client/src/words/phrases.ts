// Phrases of one file: by key, nested where keys have dots.
export type Phrases = { readonly [key: string]: string | Phrases }
