// The language of what is spoken in a task, and the direction in which it is written.

/** Languages whose usual script runs from right to left (Unicode CLDR, `characterOrder`). */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(
  'ar arc arz azb bal bgn ckb dv fa glk ha-arab he khw ks ku-arab lrc mzn nqo pnb ps sd sdh skr syr ug ur uz-arab yi'.split(
    ' ',
  ),
)
const RTL_SCRIPT = /-(?:arab|hebr|thaa|syrc|nkoo|adlm|rohg)(?:-|$)/

/** The task's field `lang`, else the question's; undefined where neither says. */
export function spokenLanguage(
  fields: Readonly<Record<string, string>>,
  asked: string | undefined,
): string | undefined {
  const said = fields['lang'] ?? fields['language'] ?? ''
  return /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$/.test(said) ? said.replaceAll('_', '-') : asked
}

/** `rtl` where the language says so; else as each line begins. */
export function directionOf(language: string | undefined): 'rtl' | 'auto' {
  if (language === undefined) return 'auto'
  const tag = language.toLowerCase()
  if (RTL_SCRIPT.test(tag)) return 'rtl'
  if (/-(?:latn|cyrl)(?:-|$)/.test(tag)) return 'auto'
  return RIGHT_TO_LEFT.has(tag.split('-')[0] ?? '') ? 'rtl' : 'auto'
}
