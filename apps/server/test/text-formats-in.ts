// The documents in each format of texts as its own tool writes it, made here by hand and never by the code under test.
import { writeParquet } from '@etabli/formats'
import { type GivenText, points } from './text-documents.ts'
import { zipped } from './zipped.ts'

type Files = Record<string, string | Buffer>

const lines = (rows: readonly unknown[]) => `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`
const boundsOf = ({ spans }: GivenText) =>
  spans.map(({ parts: [[start, end] = [0, 0]], label }) => ({ start, end, label }))

/** Words apart by blanks, with what stands after each, and IOB2 tags. */
function tagged(one: GivenText) {
  const bounds = boundsOf(one)
  return [...one.text.matchAll(/(\S+)(\s*)/gu)].map(({ 1: word = '', 2: after = '', index }) => {
    const start = points(one.text.slice(0, index))
    const end = start + points(word)
    const span = bounds.find((other) => other.start <= start && end <= other.end)
    return { word, after, start, end, tag: span ? `${span.start === start ? 'B' : 'I'}-${span.label}` : 'O' }
  })
}

const conll = (texts: readonly GivenText[]): Files => ({
  'eng.conll': texts
    .map(
      (one) =>
        `-DOCSTART- -X- -X- O\n\n${tagged(one)
          .map(({ word, tag }) => `${word} NN I-NP ${tag}\n`)
          .join('')}`,
    )
    .join('\n'),
})

const escaped = (blanks: string) => blanks.replaceAll(' ', '\\s').replaceAll('\r', '\\r').replaceAll('\n', '\\n')

const conllu = (texts: readonly GivenText[]): Files => ({
  'ud.conllu': texts
    .map((one) => {
      const rows = tagged(one).map(({ word, after, tag }, at) => {
        const misc = [tag === 'O' ? '' : `NER=${tag}`, after === '' ? 'SpaceAfter=No' : `SpacesAfter=${escaped(after)}`]
        return `${at + 1}\t${word}${'\t_'.repeat(7)}\t${misc.filter((part) => part !== '').join('|')}\n`
      })
      return `# newdoc id = ${one.name}\n# text = ${one.text.replaceAll(/\s+/g, ' ').trim()}\n${rows.join('')}\n`
    })
    .join(''),
})

const doccano = (texts: readonly GivenText[]): Files => ({
  'admin.jsonl': lines(
    texts.map((one, index) => ({
      id: index + 1,
      text: one.text,
      entities: boundsOf(one).map(({ start, end, label }, at) => ({
        id: at,
        label,
        start_offset: start,
        end_offset: end,
      })),
      relations: one.links.map(([from_id, to_id], at) => ({ id: at, from_id, to_id, type: 'about' })),
      Comments: [],
    })),
  ),
})

const prodigy = (texts: readonly GivenText[]): Files => ({
  'ner.jsonl': lines(
    texts.map((one, index) => ({
      text: one.text,
      _input_hash: index,
      _task_hash: -index,
      tokens: tagged(one).map(({ word, start, end }, id) => ({ text: word, start, end, id })),
      spans: boundsOf(one).map((span) => ({
        ...span,
        token_start: tagged(one).findIndex(({ start }) => start === span.start),
        token_end: tagged(one).findIndex(({ end }) => end === span.end),
      })),
      answer: 'accept',
    })),
  ),
})

const spacy = (texts: readonly GivenText[]): Files => ({
  'train.jsonl': lines(
    texts.map((one) => [one.text, { entities: boundsOf(one).map(({ start, end, label }) => [start, end, label]) }]),
  ),
})

const csv = (texts: readonly GivenText[]): Files => {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = texts.map((one) => `${one.name},${cell(one.text)},${cell(JSON.stringify(boundsOf(one)))}\r\n`)
  return { 'texts.csv': `id,text,entities\r\n${rows.join('')}` }
}

const labelStudio = (texts: readonly GivenText[]): Files => ({
  'project-1.json': JSON.stringify(
    texts.map((one, index) => ({
      id: index + 1,
      data: { text: one.text },
      annotations: [
        {
          id: index,
          was_cancelled: false,
          result: [
            ...boundsOf(one).map(({ start, end, label }, at) => ({
              id: `r${at}`,
              type: 'labels',
              from_name: 'label',
              to_name: 'text',
              value: { start, end, text: [...one.text].slice(start, end).join(''), labels: [label] },
            })),
            ...one.links.map(([from, to]) => ({
              type: 'relation',
              from_id: `r${from}`,
              to_id: `r${to}`,
              direction: 'right',
              labels: ['about'],
            })),
          ],
        },
      ],
    })),
  ),
})

function bratFiles(texts: readonly GivenText[]): Files {
  return Object.fromEntries(
    texts.flatMap((one) => {
      const spans = boundsOf(one).map(({ start, end, label }, at) => {
        const quote = [...one.text]
          .slice(start, end)
          .join('')
          .replaceAll(/[\r\n]/g, ' ')
        return `T${at + 1}\t${label} ${start} ${end}\t${quote}\n`
      })
      const links = one.links.map(([from, to], at) => `R${at + 1}\tabout Arg1:T${from + 1} Arg2:T${to + 1}\n`)
      return [
        [`${one.name}.txt`, one.text],
        [`${one.name}.ann`, [...spans, ...links].join('')],
      ]
    }),
  )
}

/** As people send a folder of brat's: zipped. */
async function brat(texts: readonly GivenText[]): Promise<Files> {
  const folder = Object.entries(bratFiles(texts)).map(([name, body]) => [`corpus/${name}`, body] as const)
  return { 'corpus.zip': await zipped(Object.fromEntries(folder)) }
}

/** A file a text; offsets in UTF-16, as WebAnno counts. */
function webanno(texts: readonly GivenText[]): Files {
  return Object.fromEntries(
    texts.map((one) => {
      let unit = 0
      let id = 0
      const words = tagged(one).map(({ word, after, tag }, at) => {
        if (tag.startsWith('B-')) id += 1
        const value = tag === 'O' ? '_' : `${tag.slice(2)}[${id}]`
        const row = `1-${at + 1}\t${unit}-${unit + word.length}\t${word}\t${value}\t\n`
        unit += word.length + after.length
        return row
      })
      const text = one.text.replaceAll('\r', '\\r').replaceAll('\n', '\\n')
      const head = '#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value\n\n\n'
      return [`${one.name}.tsv`, `${head}#Text=${text}\n${words.join('')}\n`]
    }),
  )
}

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}

export async function hfParquet(
  rows: readonly {
    readonly id: string
    readonly text: string
    readonly tokens: string[]
    readonly ner_tags: string[]
  }[],
): Promise<Files> {
  const columns = [
    { name: 'id', type: 'string' },
    { name: 'text', type: 'string' },
    { name: 'tokens', type: 'strings' },
    { name: 'ner_tags', type: 'strings' },
  ] as const
  return { 'train-00000-of-00001.parquet': Buffer.from(await writeParquet(columns, each(rows))) }
}

const hf = (texts: readonly GivenText[]): Promise<Files> =>
  hfParquet(
    texts.map((one) => ({
      id: one.name,
      text: one.text,
      tokens: tagged(one).map(({ word }) => word),
      ner_tags: tagged(one).map(({ tag }) => tag),
    })),
  )

export interface FormatIn {
  readonly format: string
  readonly files: (texts: readonly GivenText[]) => Files | Promise<Files>
  readonly links: boolean
  /** False where the format keeps words only: blanks between them are our own. */
  readonly keepsText: boolean
}

export const formatsIn: readonly FormatIn[] = [
  { format: 'conll', files: conll, links: false, keepsText: false },
  { format: 'conllu', files: conllu, links: false, keepsText: true },
  { format: 'doccano', files: doccano, links: true, keepsText: true },
  { format: 'prodigy', files: prodigy, links: false, keepsText: true },
  { format: 'spacy', files: spacy, links: false, keepsText: true },
  { format: 'brat', files: brat, links: true, keepsText: true },
  { format: 'label-studio', files: labelStudio, links: true, keepsText: true },
  { format: 'webanno-tsv', files: webanno, links: false, keepsText: true },
  { format: 'hf-datasets', files: hf, links: false, keepsText: true },
  { format: 'csv', files: csv, links: false, keepsText: true },
]
