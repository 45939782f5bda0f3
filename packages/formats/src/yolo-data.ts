// What stands beside YOLO labels: data.yaml and classes.txt (names), and which label file belongs to which image.
import { type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { textOf } from './json.ts'

export interface YoloData {
  /** Class names by class number. */
  readonly names: readonly string[]
  /** Folders or lists of images, as the file has them. */
  readonly path: string | null
  readonly train: string | null
  readonly val: string | null
  readonly test: string | null
  /** Of poses: how many points, and 3 where each has a visibility, else 2. */
  readonly kptShape?: readonly [number, 2 | 3]
  /** Of poses: which point each becomes in a mirror. */
  readonly flipIdx?: readonly number[]
}

export interface YoloPairs {
  /** Images in the order given, with their label file; null for an image without one. */
  readonly pairs: readonly { readonly image: string; readonly labels: string | null }[]
  /** Label files without an image. */
  readonly strays: readonly string[]
  /** data.yaml, classes.txt, obj.names or the like; null for a bare folder. */
  readonly names: string | null
}

/** Classes that a data.yaml may have; a key like `999999999: x` must not make a list of that length. */
const CLASSES_MAX = 10_000

/** Reads the names out of data.yaml, in the three ways in use: `names: [a, b]`, a list of dashes, or numbers as keys. */
export function readYoloData(source: Source, options: ReadOptions = {}): ReadResult<YoloData> {
  const issues = issueList(options.file)
  const text = textOf(source, issues) ?? ''
  const scalars = new Map<string, string>()
  const names = new Map<number, string>()
  let inNames = false
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = withoutComment(raw)
    if (line.trim() === '') continue
    const top = /^([A-Za-z_]\w*)\s*:\s*(.*)$/s.exec(line)
    if (top) {
      const [, key = '', value = ''] = top
      inNames = key === 'names'
      if (!inNames) scalars.set(key, unquoted(value))
      else if (value.startsWith('[')) for (const name of flowList(value)) names.set(names.size, name)
    } else if (inNames) readName(line, names, index + 1, issues)
  }
  const list = Array.from(
    { length: Math.max(-1, ...names.keys()) + 1 },
    (_, number) => names.get(number) ?? `${number}`,
  )
  if (list.length === 0) issues.add({ path: 'names', code: 'yolo.names', message: 'This file names no classes.' })
  const scalar = (key: string) => scalars.get(key) || null
  const places = { path: scalar('path'), train: scalar('train'), val: scalar('val'), test: scalar('test') }
  const shape = /^\[?\s*(\d{1,4})\s*,\s*([23])\s*\]?$/.exec(scalars.get('kpt_shape') ?? '')
  const flip = flowList(scalars.get('flip_idx') ?? '').map(Number)
  const pose = shape && {
    kptShape: [Number(shape[1]), shape[2] === '2' ? 2 : 3] as const,
    ...(flip.length > 0 && flip.every(Number.isSafeInteger) ? { flipIdx: flip } : {}),
  }
  return readResult({ names: list, ...places, ...pose }, issues)
}

/** data.yaml with the names under their numbers, so that a reader sees which number a class has. */
export function yoloDataText(data: YoloData): string {
  const places = (['path', 'train', 'val', 'test'] as const).flatMap((key) => {
    const value = data[key]
    return value === null ? [] : [`${key}: ${scalarText(value)}\n`]
  })
  const names = data.names.map((name, number) => `  ${number}: ${scalarText(name)}\n`)
  const pose =
    (data.kptShape ? `kpt_shape: [${data.kptShape.join(', ')}]\n` : '') +
    (data.flipIdx ? `flip_idx: [${data.flipIdx.join(', ')}]\n` : '')
  return `${places.join('')}${pose}nc: ${data.names.length}\nnames:\n${names.join('')}`
}

/** Reads classes.txt or obj.names: one name a line, by class number. */
export function readYoloClasses(source: Source, options: ReadOptions = {}): ReadResult<readonly string[]> {
  const issues = issueList(options.file)
  const lines = (textOf(source, issues) ?? '').split(/\r?\n/).map((line) => line.trim())
  while (lines.at(-1) === '') lines.pop()
  return readResult(lines, issues)
}

const IMAGE = /\.(?:jpe?g|png|webp|gif|bmp|tiff?|avif)$/i
const NAMES = /^(?:data|dataset)\.ya?ml$|^(?:classes|labels|_darknet)\.(?:txt|names|labels)$|^obj\.names$/i

/**
 * Pairs images and label files by path: `images/…/a.jpg` with `labels/…/a.txt`, or side by side. A bare folder of
 * both is enough.
 */
export function pairYolo(paths: readonly string[]): YoloPairs {
  const isNames = (path: string) => NAMES.test(path.slice(path.lastIndexOf('/') + 1))
  const named = paths.filter(isNames).toSorted((a, b) => rank(a) - rank(b))
  const labels = new Set(paths.filter((path) => path.endsWith('.txt') && !isNames(path)))
  const pairs = paths
    .filter((path) => IMAGE.test(path))
    .map((image) => {
      const stem = image.replace(IMAGE, '.txt')
      const beside = [stem.replace(/(^|\/)images\/(?!.*(?:^|\/)images\/)/, '$1labels/'), stem]
      return { image, labels: beside.find((path) => labels.has(path)) ?? null }
    })
  for (const pair of pairs) if (pair.labels !== null) labels.delete(pair.labels)
  return { pairs, strays: [...labels], names: named[0] ?? null }
}

/** YAML before plain lists, shallow before deep. */
function rank(path: string): number {
  return path.split('/').length + (/\.ya?ml$/i.test(path) ? 0 : 1_000)
}

function readName(line: string, names: Map<number, string>, at: number, issues: IssueList): void {
  const dash = /^\s*-\s+(.*)$/s.exec(line)
  const keyed = /^\s+["']?(\d{1,9})["']?\s*:\s*(.*)$/s.exec(line)
  const number = dash ? names.size : Number(keyed?.[1] ?? Number.NaN)
  const name = unquoted((dash ?? keyed)?.at(-1) ?? '')
  if (number < CLASSES_MAX && name !== '') names.set(number, name)
  else issues.add({ line: at, path: 'names', code: 'yolo.name', message: `${quoted(line.trim())} names no class.` })
}

/** Cuts a comment: a # at the start or after a blank, outside quotes. */
function withoutComment(line: string): string {
  let quote: string | null = null
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]
    if (quote === '"' && char === '\\') at += 1
    else if (quote !== null) quote = char === quote ? null : quote
    else if (char === '#' && /^$|\s/.test(line.slice(at - 1, at))) return line.slice(0, at).trimEnd()
    // A quotation mark inside a word is an apostrophe.
    else if ((char === '"' || char === "'") && /^$|[\s[,]/.test(line.slice(at - 1, at))) quote = char
  }
  return line.trimEnd()
}

/** `[a, "b, c", 'd']` → its items. */
function flowList(text: string): string[] {
  const inner = text.replace(/^\[/, '').replace(/\]\s*$/, '')
  const items = inner.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+/g) ?? []
  return items.map(unquoted).filter((item) => item !== '')
}

function unquoted(text: string): string {
  const bare = text.trim()
  if (/^'.*'$/s.test(bare)) return bare.slice(1, -1).replaceAll("''", "'")
  if (!/^".*"$/s.test(bare)) return bare
  try {
    return String(JSON.parse(bare))
  } catch {
    return bare.slice(1, -1)
  }
}

/** Plain where YAML cannot take it for anything else; JSON's quotation, which YAML reads, elsewhere. */
function scalarText(value: string): string {
  const plain = /^[\p{L}_.][\p{L}\p{N}_./\\ -]*$/u.test(value) && value === value.trim()
  const isWord = /^(?:y|n|yes|no|on|off|true|false|null|~|\.|\.inf|\.nan|[-.]*\d.*)$/i.test(value)
  return plain && !isWord ? value : JSON.stringify(value)
}
