// ELAN's annotation files (.eaf; Max Planck Institute for Psycholinguistics, "EAF Annotation Format 3.0", schema
// EAFv3.0.xsd): tiers of annotations that are aligned to time, in milliseconds.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { gather } from './pieces.ts'
import { parseXml, type XmlElement, xmlAttribute, xmlText } from './xml.ts'

export interface ElanAnnotation {
  /** Seconds, to the millisecond. */
  readonly start: number
  readonly end: number
  /** Without blanks around it. */
  readonly text: string
}

export interface ElanTier {
  /** Unique in the document. */
  readonly id: string
  /** Who speaks, where the tier says. */
  readonly participant: string | null
  readonly annotations: readonly ElanAnnotation[]
}

export interface ElanDocument {
  /** The recording, by its path from the file; null where the file names none. */
  readonly media: { readonly path: string; readonly mime: string } | null
  readonly tiers: readonly ElanTier[]
}

/**
 * Reads tiers of aligned annotations. Annotations that hang on others (REF_ANNOTATION) have no times of their own and
 * are passed over; one whose time slots are not there or not set is refused by line.
 */
export function readElan(source: Source, options: ReadOptions = {}): ReadResult<ElanDocument> {
  const issues = issueList(options.file)
  const root = parseXml(source, issues)
  if (root === null) return readResult({ media: null, tiers: [] }, issues)
  if (root.name !== 'ANNOTATION_DOCUMENT') {
    const message = `An ELAN file is one <ANNOTATION_DOCUMENT>, not <${root.name}>.`
    issues.add({ line: root.line, code: 'elan.root', message })
    return readResult({ media: null, tiers: [] }, issues)
  }
  const slots = slotsOf(root, issues)
  const tiers: ElanTier[] = []
  for (const element of named(root, 'TIER')) {
    const tier = readTier(element, slots, issues)
    if (!tiers.some(({ id }) => id === tier.id)) tiers.push(tier)
    else {
      const message = `Two tiers are named ${quoted(tier.id)}.`
      issues.add({ line: element.line, path: tier.id, code: 'elan.tier-twice', message })
    }
  }
  return readResult({ media: mediaOf(root), tiers }, issues)
}

/** Whole files. RangeError on times that are negative or not finite, and on two tiers of one name. */
export const elan: Codec<ElanDocument> = { id: 'elan', read: readElan, write: (document) => gather(pieces(document)) }

function named(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

function mediaOf(root: XmlElement): ElanDocument['media'] {
  const [descriptor] = named(root, 'HEADER').flatMap((header) => named(header, 'MEDIA_DESCRIPTOR'))
  if (!descriptor) return null
  const { RELATIVE_MEDIA_URL: relative, MEDIA_URL: url, MIME_TYPE: mime } = descriptor.attributes
  const path = (relative || url || '').replace(/^file:\/\//, '').replace(/^\.\//, '')
  return path === '' ? null : { path, mime: mime ?? '' }
}

const MILLIS = /^\d{1,12}$/

/** Times by slot, in seconds; a slot without a value has none. */
function slotsOf(root: XmlElement, issues: IssueList): ReadonlyMap<string, number> {
  const slots = new Map<string, number>()
  for (const order of named(root, 'TIME_ORDER')) {
    for (const { line, attributes } of named(order, 'TIME_SLOT')) {
      const { TIME_SLOT_ID: id = '', TIME_VALUE: value } = attributes
      if (value === undefined) continue
      if (MILLIS.test(value)) slots.set(id, Number(value) / 1_000)
      else issues.add({ line, path: id, code: 'elan.slot', message: `${quoted(value)} is no number of milliseconds.` })
    }
  }
  return slots
}

function readTier(element: XmlElement, slots: ReadonlyMap<string, number>, issues: IssueList): ElanTier {
  const { TIER_ID: id = '', PARTICIPANT: participant = '' } = element.attributes
  const aligned = named(element, 'ANNOTATION').flatMap((one) => named(one, 'ALIGNABLE_ANNOTATION'))
  const annotations = aligned.flatMap((annotation): ElanAnnotation[] => {
    const { TIME_SLOT_REF1: from = '', TIME_SLOT_REF2: to = '' } = annotation.attributes
    const start = slots.get(from)
    const end = slots.get(to)
    const text = named(annotation, 'ANNOTATION_VALUE')[0]?.text ?? ''
    if (start !== undefined && end !== undefined && end >= start) return [{ start, end, text }]
    const message = `The annotation ${quoted(text)} has no start and end: its time slots are ${quoted(from)} and ${quoted(to)}.`
    issues.add({ line: annotation.line, path: id, code: 'elan.time', message })
    return []
  })
  return { id, participant: participant === '' ? null : participant, annotations }
}

/** A date is asked for by the schema; the same document must be the same bytes. */
const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<ANNOTATION_DOCUMENT AUTHOR="" DATE="1970-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
  'xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">\n'
const FOOT =
  '    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>\n' +
  '</ANNOTATION_DOCUMENT>\n'

function* pieces({ media, tiers }: ElanDocument): Generator<string> {
  if (new Set(tiers.map(({ id }) => id)).size < tiers.length) throw new RangeError('two tiers have one name')
  yield `${HEAD}    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">\n`
  if (media) {
    const path = xmlAttribute(media.path)
    yield `        <MEDIA_DESCRIPTOR MEDIA_URL="${path}" MIME_TYPE="${xmlAttribute(media.mime)}" RELATIVE_MEDIA_URL="./${path}"/>\n`
  }
  yield '    </HEADER>\n    <TIME_ORDER>\n'
  let slot = 0
  for (const { start, end } of tiers.flatMap(({ annotations }) => annotations)) {
    for (const time of [start, end]) {
      slot += 1
      yield `        <TIME_SLOT TIME_SLOT_ID="ts${slot}" TIME_VALUE="${millis(time)}"/>\n`
    }
  }
  yield '    </TIME_ORDER>\n'
  let number = 0
  for (const { id, participant, annotations } of tiers) {
    const who = participant === null ? '' : ` PARTICIPANT="${xmlAttribute(participant)}"`
    yield `    <TIER LINGUISTIC_TYPE_REF="default-lt"${who} TIER_ID="${xmlAttribute(id)}">\n`
    for (const { text } of annotations) {
      number += 1
      const at = `TIME_SLOT_REF1="ts${2 * number - 1}" TIME_SLOT_REF2="ts${2 * number}"`
      yield `        <ANNOTATION>\n            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a${number}" ${at}>\n`
      yield `                <ANNOTATION_VALUE>${xmlText(text)}</ANNOTATION_VALUE>\n`
      yield '            </ALIGNABLE_ANNOTATION>\n        </ANNOTATION>\n'
    }
    yield '    </TIER>\n'
  }
  yield FOOT
}

function millis(seconds: number): number {
  const all = Math.round(seconds * 1_000)
  if (all >= 0 && all < 1e12) return all
  throw new RangeError(`no time in a recording: ${seconds}`)
}
