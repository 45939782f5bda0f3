// WebAnno TSV out: a file a text, spans by tokens or parts of tokens, relations; offsets are turned into UTF-16 units.
import { escapedText, escapedValue, type WebannoLayer, type WebannoUnit, webannoTsv } from '@etabli/formats'
import type { ExportMapping } from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import { relationRules } from '../kinds/relation-value.ts'
import {
  type Carried,
  carriedOf,
  FIELDS_OUT,
  type Lose,
  lossWarnings,
  needsSpans,
  type TextItem,
  textExport,
} from './frame-out.ts'
import { nameOfLabel, spanQuestions } from './spans.ts'
import { filedItems } from './task-files.ts'
import { type Placed, placedSpans, type Unit, unitLines } from './webanno-units.ts'

const NAMED_ENTITY = 'de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity'

export const webannoOut: ExportMapping = textExport({
  format: 'webanno-tsv',
  refuses: needsSpans,
  warnings: (project) => [
    'Offsets in these files count UTF-16 units, as INCEpTION does, not code points.',
    'Spans that begin or end between two tokens are left out and counted.',
    'Spans in several parts are left out and counted.',
    ...lossWarnings(project, { attributes: true, answers: 'Left out, as a row holds spans only' }),
    FIELDS_OUT,
  ],
  async *files(input, lose) {
    const layers = layersOf(input.project)
    for await (const { item, stem } of filedItems(input)) {
      yield { path: `${stem}.tsv`, chunks: fileOf(item, input.project, layers, lose) }
    }
  },
})

interface Layer extends WebannoLayer {
  readonly question: Question
  /** Of relations: the question of the spans they join. */
  readonly base: Question | null
}

/** The first question of spans is INCEpTION's own layer of named entities; every other a custom one. */
function layersOf(project: Project): Layer[] {
  const spans = spanQuestions(project)
  const typeOf = (question: Question) => (question === spans[0] ? NAMED_ENTITY : customType(question))
  const layers: Layer[] = spans.map((question) => ({
    kind: 'span',
    type: typeOf(question),
    features: ['value'],
    question,
    base: null,
  }))
  for (const question of project.questions.filter(({ kind }) => kind === 'relation')) {
    const joined = relationRules(question).spans
    const base = spans.find(({ id }) => id === joined) ?? spans[0]
    if (!base) continue
    layers.push({
      kind: 'relation',
      type: customType(question),
      features: ['value', `BT_${typeOf(base)}`],
      question,
      base,
    })
  }
  return layers
}

/** `webanno.custom.` and the question's id, as INCEpTION names layers that people make. */
function customType({ id }: Question): string {
  return `webanno.custom.${id.replace(/(?:^|[-_])([a-z0-9])/g, (_, sign: string) => sign.toUpperCase())}`
}

function fileOf(item: TextItem, project: Project, layers: readonly Layer[], lose: Lose): Iterable<string> {
  const all = carriedOf(item, { parts: false, relations: true, answers: false }, lose)
  const sentences = unitLines(item.passage)
  const placed = placedSpans(all.spans, sentences, (mark) => lose(item, mark, 'begins or ends between two tokens'))
  const relations = relationsWithin(all, placed, layers, item, lose)
  const { index } = item.passage
  const write = (unit: Unit): WebannoUnit => {
    const text = index.slice(unit.start, unit.end)
    return {
      id: unit.id,
      start: index.toUtf16(unit.start),
      end: index.toUtf16(unit.end),
      text: /[\t\r\n]/.test(text) ? escapedText(text) : text,
      cells: layers.flatMap((layer) => cellsOf(layer, unit, placed, relations, project)),
    }
  }
  return webannoTsv.write({
    layers,
    sentences: sentences.map(({ text, units }) => ({
      lines: text.split('\n'),
      units: units.flatMap((token) => [token, ...token.parts]).map(write),
    })),
  })
}

type Relations = Carried['relations']

/** Relations between spans that are placed, of the layer that theirs joins. */
function relationsWithin(
  all: Carried,
  placed: ReadonlyMap<string, Placed>,
  layers: readonly Layer[],
  item: TextItem,
  lose: Lose,
): Relations {
  const questionOf = new Map<string, string>(all.spans.map(({ id, question }) => [id, question]))
  return all.relations.filter((mark) => {
    const { from, to } = mark.ends
    const base = layers.find(({ question }) => question.id === mark.question)?.base
    if (!placed.has(from) || !placed.has(to)) lose(item, mark, 'an end of the relation is left out')
    else if (base?.id !== questionOf.get(from) || base?.id !== questionOf.get(to)) lose(item, mark, 'a relation')
    else return true
    return false
  })
}

function cellsOf(
  layer: Layer,
  unit: Unit,
  placed: ReadonlyMap<string, Placed>,
  relations: Relations,
  project: Project,
): string[] {
  const own = (mark: Mark) => mark.question === layer.question.id
  if (layer.kind === 'span') {
    const here = [...placed.values()].filter(({ mark, units }) => own(mark) && units.includes(unit))
    return [stack(here.map(({ mark, id }) => `${valueOfLabel(mark, project)}${id === null ? '' : `[${id}]`}`))]
  }
  const here = relations.filter((mark) => own(mark) && placed.get(mark.ends.to)?.units[0] === unit)
  return [
    stack(here.map((mark) => valueOfLabel(mark, project))),
    stack(here.map((mark) => sourceOf(placed.get(mark.ends.from), placed.get(mark.ends.to)))),
  ]
}

function stack(values: readonly string[]): string {
  return values.length === 0 ? '_' : values.join('|')
}

function valueOfLabel(mark: Mark, project: Project): string {
  return escapedValue(nameOfLabel(mark, project)) || '*'
}

/** The unit that a relation comes from, and the ids of its ends where one has an id. */
function sourceOf(source: Placed | undefined, target: Placed | undefined): string {
  const ids = source?.id === null && target?.id === null ? '' : `[${source?.id ?? 0}_${target?.id ?? 0}]`
  return `${source?.units[0]?.id ?? ''}${ids}`
}
