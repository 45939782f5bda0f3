// The languages that are offered ready-made for what is heard, by their BCP 47 tags, as corpora name them.

export const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ar', 'hi', 'zh', 'ja', 'ko'] as const
