// brat standoff annotations (brat.nlplab.org/standoff.html): one a line, with offsets into the text file beside it in
// Unicode code points, as Python counts. Events and normalizations are kept as they stand.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { goodLines } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'
import { gather } from './pieces.ts'

/** `line` is where it was read. */
export type BratAnnotation = { readonly line?: number } & (
  | {
      readonly kind: 'span'
      /** `T1`. */
      readonly id: string
      readonly type: string
      /** Several of a discontinuous span. */
      readonly fragments: readonly { readonly start: number; readonly end: number }[]
      /** The words of its fragments, a blank between two. */
      readonly text: string
    }
  | {
      readonly kind: 'relation'
      readonly id: string
      readonly type: string
      readonly from: string
      readonly to: string
    }
  /** `*`: all of these are one thing. */
  | { readonly kind: 'equiv'; readonly type: string; readonly ids: readonly string[] }
  | {
      readonly kind: 'attribute'
      readonly id: string
      readonly type: string
      readonly target: string
      /** Null of one that is there or not. */
      readonly value: string | null
    }
  | {
      readonly kind: 'note'
      readonly id: string
      readonly type: string
      readonly target: string
      readonly text: string
    }
  | { readonly kind: 'other'; readonly id: string; readonly rest: string }
)

export type BratDocument = readonly BratAnnotation[]

const TYPE = '[^\\s:;]+'
const FORMS: readonly (readonly [RegExp, (found: readonly string[]) => BratAnnotation])[] = [
  [
    new RegExp(`^(T\\d+)\\t(${TYPE}) (\\d{1,9} \\d{1,9}(?:;\\d{1,9} \\d{1,9})*)\\t(.*)$`, 's'),
    ([id = '', type = '', places = '', text = '']) => ({
      kind: 'span',
      id,
      type,
      fragments: fragmentsIn(places),
      text,
    }),
  ],
  [
    new RegExp(`^(R\\d+)\\t(${TYPE}) [^\\s:]+:(\\S+) [^\\s:]+:(\\S+)\\s*$`),
    ([id = '', type = '', from = '', to = '']) => ({ kind: 'relation', id, type, from, to }),
  ],
  [
    new RegExp(`^\\*\\t(${TYPE})((?: T\\d+){2,})\\s*$`),
    ([type = '', ids = '']) => ({ kind: 'equiv', type, ids: ids.trim().split(' ') }),
  ],
  [
    new RegExp(`^([AM]\\d+)\\t(${TYPE}) (\\S+)(?: (\\S+))?\\s*$`),
    ([id = '', type = '', target = '', value]) => ({ kind: 'attribute', id, type, target, value: value ?? null }),
  ],
  [
    new RegExp(`^(#\\d*)\\t(${TYPE}) (\\S+)(?:\\t(.*))?$`, 's'),
    ([id = '', type = '', target = '', text = '']) => ({ kind: 'note', id, type, target, text }),
  ],
  [/^([EN]\d+)\t(.*)$/s, ([id = '', rest = '']) => ({ kind: 'other', id, rest })],
]

/** Reads a whole `.ann` file. */
export function readBrat(source: Source, options: ReadOptions = {}): ReadResult<BratDocument> {
  const issues = issueList(options.file)
  const annotations: BratAnnotation[] = []
  for (const { line, text } of goodLines(source, issues)) {
    if (text.trim() === '') continue
    const read = annotationOf(text)
    if (read === null || text.includes('\r')) {
      issues.add({ line, code: 'brat.line', message: `${quoted(text)} is no annotation.` })
    } else annotations.push({ ...read, line })
  }
  return readResult(annotations, issues)
}

function annotationOf(text: string): BratAnnotation | null {
  for (const [form, make] of FORMS) {
    const found = form.exec(text)
    if (found) return make(found.slice(1))
  }
  return null
}

function fragmentsIn(places: string): { start: number; end: number }[] {
  return places.split(';').map((place) => {
    const [start = 0, end = 0] = place.split(' ').map(Number)
    return { start, end }
  })
}

/** Whole `.ann` files. RangeError on what the syntax cannot carry. */
export const brat: Codec<BratDocument> = {
  id: 'brat',
  read: readBrat,
  write: (document) => gather(document.map(bratLine)),
}

/** An annotation as its line. */
export function bratLine(annotation: BratAnnotation): string {
  const line = written(annotation)
  if (/[\r\n]/.test(line) || annotationOf(line) === null) throw new RangeError(`no annotation of brat: ${quoted(line)}`)
  return `${line}\n`
}

function written(annotation: BratAnnotation): string {
  switch (annotation.kind) {
    case 'span': {
      const places = annotation.fragments.map(({ start, end }) => `${start} ${end}`).join(';')
      return `${annotation.id}\t${annotation.type} ${places}\t${annotation.text}`
    }
    case 'relation':
      return `${annotation.id}\t${annotation.type} Arg1:${annotation.from} Arg2:${annotation.to}`
    case 'equiv':
      return `*\t${annotation.type} ${annotation.ids.join(' ')}`
    case 'attribute': {
      const value = annotation.value === null ? '' : ` ${annotation.value}`
      return `${annotation.id}\t${annotation.type} ${annotation.target}${value}`
    }
    case 'note':
      return `${annotation.id}\t${annotation.type} ${annotation.target}\t${annotation.text}`
    case 'other':
      return `${annotation.id}\t${annotation.rest}`
  }
}
