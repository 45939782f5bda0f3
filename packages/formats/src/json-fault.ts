// Where a text stops being JSON (RFC 8259); for messages, since engines do not always say.

const BLANK = /[ \t\n\r]*/y
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string.
  /[{}[\],:]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

/** The index of the first token that cannot stand where it is; the text's length where it ends too soon or is JSON. */
export function jsonFault(text: string): number {
  const open: ('}' | ']')[] = []
  let expected: Expected = 'value'
  let at = 0
  for (;;) {
    BLANK.lastIndex = at
    BLANK.test(text)
    at = BLANK.lastIndex
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)?.[0]
    const next: Expected | null = token === undefined ? null : after(token, expected, open)
    if (token === undefined || next === null) return at
    expected = next
    at += token.length
  }
}

/** What may follow the token, with `open` kept; null where the token may not stand here. */
function after(token: string, expected: Expected, open: ('}' | ']')[]): Expected | null {
  if (token === '}' || token === ']') {
    if (!expected.endsWith('-or-end') || open.pop() !== token) return null
    return open.length > 0 ? 'comma-or-end' : 'nothing'
  }
  if (token === ',') return expected !== 'comma-or-end' ? null : open.at(-1) === '}' ? 'key' : 'value'
  if (token === ':') return expected === 'colon' ? 'value' : null
  if (expected.startsWith('key')) return token.startsWith('"') ? 'colon' : null
  if (!expected.startsWith('value')) return null
  if (token === '{' || token === '[') {
    open.push(token === '{' ? '}' : ']')
    return token === '{' ? 'key-or-end' : 'value-or-end'
  }
  return open.length > 0 ? 'comma-or-end' : 'nothing'
}
