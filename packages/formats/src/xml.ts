// XML as a small tree of elements with their lines; a file that is not well-formed gives one issue, never a throw.
import { SaxesParser } from 'saxes'
import type { Source } from './codec.ts'
import type { IssueList } from './issue.ts'
import { textOf } from './json.ts'

/** An element: its attributes, its own text with blanks around it cut, and the elements in it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly XmlElement[]
  /** Where it begins, from 1. */
  readonly line: number
}

/** Deeper files are no annotations. */
const DEPTH = 32

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly line: number
  readonly children: XmlElement[]
  text: string
}

/** The root element; null, with an issue that names the line, where the file is not well-formed XML. */
export function parseXml(source: Source, issues: IssueList): XmlElement | null {
  const text = textOf(source, issues)
  if (text === null) return null
  const parser = new SaxesParser()
  const open: Open[] = []
  const found: { root: XmlElement | null; fault: { line: number; message: string } | null } = {
    root: null,
    fault: null,
  }
  const fail = (message: string) => {
    found.fault ??= { line: parser.line, message }
  }
  // The parser's own words begin with the place, which the issue has as its line.
  parser.on('error', (error) => fail(error.message.replace(/^(?:\d+:\d+: )?/, '')))
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= DEPTH) fail('elements lie too deep in each other')
    else if (!found.fault) open.push({ name, attributes, line: parser.line, children: [], text: '' })
  })
  const said = (part: string) => {
    const last = open.at(-1)
    if (last && !found.fault) last.text += part
  }
  parser.on('text', said)
  parser.on('cdata', said)
  parser.on('closetag', () => {
    if (found.fault) return
    const last = open.pop()
    if (!last) return
    const element = { ...last, text: last.text.trim() }
    const above = open.at(-1)
    if (above) above.children.push(element)
    else found.root = element
  })
  parser.write(text).close()
  if (!found.fault && found.root) return found.root
  const { line, message } = found.fault ?? { line: 1, message: 'it has no element' }
  issues.add({ line, code: 'xml.syntax', message: `This file is not XML: ${message}.` })
  return null
}

/** Text as it may stand in an element; characters that XML cannot carry become U+FFFD. */
export function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // A bare carriage return would be read as a line feed.
      .replaceAll('\r', '&#13;')
  )
}

/** Text as it may stand between the quotation marks of an attribute, line ends and tabs kept. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
