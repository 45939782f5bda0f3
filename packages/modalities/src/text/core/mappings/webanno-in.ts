// WebAnno TSV in: span layers, relation layers between them and coreference chains; offsets from UTF-16 to code points.
import {
  type CodePointIndex,
  codePointIndex,
  escapedText,
  issueList,
  quoted,
  readWebanno,
  type StackedValue,
  stackedValues,
  type WebannoDocument,
  type WebannoLayer,
  type WebannoUnit,
  webannoText,
} from '@etabli/formats'
import type { ImportMapping, ImportRow, MappingIssue } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { beginningOf, listed, wholeFiles } from './files-in.ts'
import { rowsOfText, type SaidRelation, type SaidSpan } from './seeds.ts'
import { namesOfStems } from './task-files.ts'

const TSV = /\.(tsv|txt)$/i
const FORMAT = '#FORMAT=WebAnno TSV 3.'
/** A file is read whole. */
const MOST = 64 * 1024 * 1024
/** Layers of what a tagger or a parser says of every token: nothing that a person marked as a span. */
const MACHINERY = /\.(?:lexmorph|segmentation|syntax)\./

export const webannoIn: ImportMapping = {
  format: 'webanno-tsv',
  media: ['text'],
  async sniff(tree, project) {
    if (project.media !== 'text') return 0
    const [first] = listed(tree, TSV)
    return first !== undefined && (await beginningOf(tree, first, 64)).startsWith(FORMAT) ? 0.95 : 0
  },
  read(tree, project) {
    const nameOf = namesOfStems(listed(tree, TSV).map(stemOf))
    return wholeFiles(tree, TSV, MOST, (bytes, file) => taskOf(bytes, file, nameOf(stemOf(file)), project))
  },
}

function stemOf(path: string): string {
  return path.replace(TSV, '')
}

function* taskOf(bytes: Uint8Array, file: string, name: string, project: Project): Generator<ImportRow> {
  const read = readWebanno(bytes, { file })
  for (const issue of read.issues) yield { issue }
  if (read.document.sentences.length === 0) return
  const issues = issueList(file)
  const text = webannoText(read.document, issues)
  for (const issue of issues.kept) yield { issue }
  if (text === null) return
  const index = codePointIndex(text)
  const faults: MappingIssue[] = []
  checkUnits(read.document, text, faults)
  const { spans, relations } = marksOf(read.document, index, faults)
  for (const issue of faults) yield { issue: { file, ...issue } }
  yield* rowsOfText({ name, text, spans, relations, origin: { file } }, project)
}

/** Each token stands in the text where it says, or is named with both (TXT5). */
function checkUnits({ sentences }: WebannoDocument, text: string, faults: MappingIssue[]): void {
  for (const { units } of sentences) {
    for (const { start, end, text: word, line } of units) {
      const slice = text.slice(start, end)
      if (slice === word || escapedText(slice) === word) continue
      const message = `the token is ${quoted(word)} but UTF-16 units ${start} to ${end} are ${quoted(slice)}`
      faults.push({ ...(line === undefined ? {} : { line }), path: 'token', code: 'webanno.token', message })
    }
  }
}

/** A layer with the numbers of its columns. */
interface Placed extends WebannoLayer {
  readonly column: number
}

interface Growing {
  readonly id: string
  readonly layer: string
  readonly unit: string
  readonly line?: number
  label: string
  start: number
  end: number
}

function marksOf(document: WebannoDocument, index: CodePointIndex, faults: MappingIssue[]) {
  let column = 0
  const layers = document.layers.map((layer): Placed => {
    const placed = { ...layer, column }
    column += Math.max(1, layer.features.length)
    return placed
  })
  const units = document.sentences.flatMap((sentence) => sentence.units)
  const spans = new Map<string, Growing>()
  const links: SaidRelation[] = []
  for (const layer of layers) {
    if (MACHINERY.test(layer.type)) continue
    if (layer.kind === 'span') for (const unit of units) growSpans(layer, unit, spans)
    if (layer.kind === 'chain') links.push(...growChains(layer, units, spans))
  }
  for (const layer of layers) {
    if (layer.kind === 'relation') for (const unit of units) links.push(...relationsAt(layer, unit, spans, faults))
  }
  const length = index.toUtf16(index.length)
  const said = [...spans.values()].map((span): SaidSpan => {
    const point = (offset: number) => (offset <= length ? index.toCodePoint(offset) : offset)
    return {
      path: span.unit,
      id: span.id,
      parts: [{ start: point(span.start), end: point(span.end) }],
      label: span.label,
      ...(span.line === undefined ? {} : { line: span.line }),
    }
  })
  return { spans: said, relations: links }
}

/** Which of a layer's features names the label: `value`, else the first that is no slot. */
function labelColumn(layer: Placed): number {
  const slots = new Set(layer.features.flatMap((one, at) => (one.startsWith('ROLE_') ? [at, at + 1] : [])))
  const plain = layer.features.map((feature, at) => ({ feature, at })).filter(({ at }) => !slots.has(at))
  const found = plain.find(({ feature }) => feature === 'value') ?? plain[0]
  return layer.column + (found?.at ?? 0)
}

function growSpans(layer: Placed, unit: WebannoUnit, spans: Map<string, Growing>): void {
  for (const [at, { value, id }] of stackedValues(unit.cells[labelColumn(layer)] ?? '_').entries()) {
    grow(spans, id === null ? `${layer.type}@${unit.id}/${at}` : `${layer.type}#${id}`, layer, unit, value)
  }
}

function grow(
  spans: Map<string, Growing>,
  id: string,
  layer: WebannoLayer,
  unit: WebannoUnit,
  value: string | null,
): void {
  const known = spans.get(id)
  if (known) {
    known.start = Math.min(known.start, unit.start)
    known.end = Math.max(known.end, unit.end)
    return
  }
  const { start, end, line } = unit
  // An annotation without a value is called as its layer.
  const label = value ?? layer.type.slice(layer.type.lastIndexOf('.') + 1)
  spans.set(id, { id, layer: layer.type, unit: unit.id, label, start, end, ...(line === undefined ? {} : { line }) })
}

/** The mentions of chains as spans, and a relation from each to the next. */
function growChains(layer: Placed, units: readonly WebannoUnit[], spans: Map<string, Growing>): SaidRelation[] {
  const chains = new Map<string, Map<number, { id: string; label: string | null; line?: number }>>()
  for (const unit of units) {
    const types = stackedValues(unit.cells[layer.column] ?? '_')
    const links = stackedValues(unit.cells[layer.column + 1] ?? '_')
    for (const [at, link] of links.entries()) {
      const [chain = '', number = ''] = (link.id ?? '').split('-')
      if (number === '') continue
      const id = `${layer.type}#${chain}-${number}`
      grow(spans, id, layer, unit, types[at]?.value ?? null)
      const mentions = chains.get(chain) ?? new Map<number, { id: string; label: string | null; line?: number }>()
      const { line } = unit
      mentions.set(Number(number), { id, label: link.value, ...(line === undefined ? {} : { line }) })
      chains.set(chain, mentions)
    }
  }
  return [...chains.values()].flatMap((mentions) => {
    const sorted = [...mentions].toSorted(([a], [b]) => a - b).map(([, mention]) => mention)
    return sorted.slice(1).map((to, at): SaidRelation => {
      const from = sorted[at]
      return { path: to.id, from: from?.id, to: to.id, label: from?.label ?? 'coreference', ...lineOf(to) }
    })
  })
}

function lineOf({ line }: { readonly line?: number }): { readonly line?: number } {
  return line === undefined ? {} : { line }
}

/** Relations that end at a unit: their values, and in the last column where each comes from. */
function relationsAt(
  layer: Placed,
  unit: WebannoUnit,
  spans: ReadonlyMap<string, Growing>,
  faults: MappingIssue[],
): SaidRelation[] {
  const at = layer.features.findIndex((feature) => feature.startsWith('BT_'))
  const base = layer.features[at]?.slice(3) ?? ''
  if (at < 0 || MACHINERY.test(base) || MACHINERY.test(layer.type)) return []
  const labels = at === 0 ? [] : stackedValues(unit.cells[labelColumn(layer)] ?? '_')
  return stackedValues(unit.cells[layer.column + at] ?? '_').flatMap((ref, index): SaidRelation[] => {
    const { source, target } = endsIn(ref, base, unit, spans)
    const label = labels[index]?.value ?? layer.type.slice(layer.type.lastIndexOf('.') + 1)
    if (source !== undefined && target !== undefined) {
      return [{ path: unit.id, from: source, to: target, label, ...lineOf(unit) }]
    }
    const message = `${quoted(ref.value)} is no unit with a span of ${base}`
    faults.push({ ...lineOf(unit), path: unit.id, code: 'webanno.relation', message })
    return []
  })
}

function endsIn(ref: StackedValue, base: string, unit: WebannoUnit, spans: ReadonlyMap<string, Growing>) {
  const [from = '0', to = '0'] = (ref.id ?? '').split('_')
  const spanAt = (place: string | null, id: string) => {
    if (id !== '0' && id !== '') return spans.get(`${base}#${id}`)?.id
    return [...spans.values()].find(({ layer, unit: at }) => layer === base && at === place)?.id
  }
  return { source: spanAt(ref.value, from), target: spanAt(unit.id, to) }
}
