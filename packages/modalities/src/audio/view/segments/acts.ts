// What a person does on the stage of segments: edits of the segment at hand, hearing it, and going from one to the next.
import { accepting, type StageProps } from '@etabli/modality-kit'
import type { LabelId, MarkId, Question } from '@etabli/schema'
import { livingLabels } from '@etabli/schema'
import { rulesOf } from '../../core/kinds/segment-value.ts'
import type { Edge } from '../../core/segments/bounds.ts'
import {
  addSegment,
  type Edit,
  labelSegments,
  mergeWith,
  moveEdge,
  moveSegment,
  neighbourOf,
  nudgeEdge,
  proposeSegments,
  removeSegments,
  type Segment,
  type SegmentDesk,
  segmentsAt,
  splitAtCaret,
  splitAtTime,
  writeSegment,
} from '../../core/segments/edits.ts'
import { createBurst } from '../burst.ts'
import type { StageSound } from '../use-sound.ts'
import { focusText, textFieldOf } from './fields.ts'
import { createFinding, type Finding, type FoundSpeech } from './find-speech.ts'
import { reveal, showWhole } from './in-view.ts'

/** What the acts look at, as it is at the moment of the act. */
export interface ActsNow {
  readonly props: StageProps
  readonly question: Question
  readonly list: readonly Segment[]
  readonly current: Segment | null
  readonly sound: StageSound
}

export interface SegmentActs {
  readonly desk: () => SegmentDesk
  /** The class or speaker that a new segment gets. */
  readonly label: () => LabelId | null
  /** One step; says `phrase` where something came of it. */
  apply(edit: Edit, phrase?: string): boolean
  /** How far the search for speech is. */
  readonly finding: Finding
  select(id: MarkId): void
  hear(segment: Segment | null): void
  /** Makes the segment at hand the person's own, goes to the next (1) or previous one, into its text, and plays it. */
  go(by: 1 | -1): void
  add(): void
  setEdge(edge: Edge): void
  nudge(edge: Edge, by: number): void
  move(by: number): void
  split(): void
  merge(by: 1 | -1): void
  remove(): void
  relabel(index: number): void
  write(id: MarkId, text: string): void
  /** Shows the segment at hand as large as the window. */
  zoom(): void
  /** Proposes a segment wherever something is heard and none is yet. */
  find(): Promise<void>
  /** Proposes segments wherever it is loud. */
  findLoud(): Promise<void>
}

/** A new segment made by key lasts so long, in seconds, where nothing is in its way. */
const NEW_SECONDS = 2
export function createActs(now: () => ActsNow): SegmentActs {
  const burst = createBurst('segment')
  const finding = createFinding()
  const desk = (): SegmentDesk => {
    const { props, question } = now()
    const { media, answers, newId } = props
    return { answers, question, newId, duration: media.type === 'audio' ? media.duration : 0 }
  }
  const label = (): LabelId | null => {
    const { props, question, current } = now()
    const living = livingLabels(question.labels)
    const wanted = props.active?.question === question.id ? props.active.label : null
    const known = living.some(({ id }) => id === wanted) ? wanted : null
    if (known !== null || !rulesOf(question).labelled) return known
    return current?.mark.label ?? living[0]?.id ?? null
  }
  const say = (phrase: string, values: Record<string, string | number> = {}) => {
    const { props } = now()
    props.announce(props.t(`segment.said.${phrase}`, values))
  }
  const apply = ({ patches, select }: Edit, phrase?: string): boolean => {
    const { props } = now()
    if (patches.length === 0) return false
    props.commit(patches)
    if (select) props.select(select)
    if (phrase) say(phrase)
    return true
  }
  const hear = (segment: Segment | null): void => {
    if (segment) now().sound.handle.playRange(segment.value.start, segment.value.end)
  }
  const current = () => now().current
  const inText = () => document.activeElement instanceof HTMLTextAreaElement
  /** The segment at hand, else the one that is heard now. */
  const atHand = (): Segment | null => {
    const { list, sound } = now()
    return current() ?? segmentsAt(list, sound.handle.time.read()).at(-1) ?? null
  }
  const propose = ({ spans }: FoundSpeech, none: string): void => {
    const { patches } = proposeSegments(desk(), spans, label())
    apply({ patches })
    say(patches.length > 0 ? 'found' : none, { count: patches.length })
  }
  return {
    desk,
    finding,
    label,
    apply,
    hear,
    select: (id) => now().props.select([id]),
    go(by) {
      const { props, list, question, sound } = now()
      const here = current()
      if (here && by === 1 && !props.readOnly) props.commit(accepting([here.mark]))
      const next = here ? neighbourOf(list, here.mark.id, by) : nearest(list, now().sound.handle.time.read(), by)
      if (!next) return say(by === 1 ? 'last' : 'first')
      props.select([next.mark.id])
      reveal(sound.handle.scale, next.value)
      if (rulesOf(question).transcript && !props.readOnly) focusText(next.mark.id)
      hear(next)
    },
    add() {
      const { list, sound } = now()
      const from = sound.handle.time.read()
      const following = list.find(({ value }) => value.start > from)?.value.start ?? Number.POSITIVE_INFINITY
      const wanted = from + NEW_SECONDS
      // What begins soon is not meant to be overlapped by a press of a key.
      const to = Math.min(wanted, following)
      const asked = rulesOf(now().question)
      if (!apply(addSegment(desk(), from, to - from >= asked.shortest ? to : wanted, label()), 'added')) say('noRoom')
      else if (asked.transcript && inText()) focusText(now().props.selection[0] ?? null)
    },
    setEdge(edge) {
      const here = atHand()
      if (here) apply(moveEdge(desk(), here.mark.id, edge, now().sound.handle.time.read()), 'moved')
    },
    nudge(edge, by) {
      const here = current()
      if (here) apply(nudgeEdge(desk(), here.mark.id, edge, by))
    },
    move(by) {
      const here = current()
      if (here) apply(moveSegment(desk(), here.mark.id, by))
    },
    split() {
      const here = atHand()
      if (!here) return
      const field = textFieldOf(here.mark.id)
      const isIn = field !== null && document.activeElement === field
      const caret = isIn ? splitAtCaret(desk(), here.mark.id, field.selectionStart) : null
      const edit =
        caret && caret.patches.length > 0 ? caret : splitAtTime(desk(), here.mark.id, now().sound.handle.time.read())
      if (!apply(edit, 'split')) say('noSplit')
      else if (isIn) focusText(edit.select?.[0] ?? null, 'start')
    },
    merge(by) {
      const here = current()
      if (!here) return
      const isIn = inText()
      const edit = mergeWith(desk(), here.mark.id, by)
      if (!apply(edit, 'merged')) say(by === 1 ? 'last' : 'first')
      else if (isIn) focusText(edit.select?.[0] ?? null)
    },
    remove() {
      const { props, list } = now()
      const chosen = new Set(props.selection)
      const own = list.flatMap(({ mark }) => (chosen.has(mark.id) ? [mark.id] : []))
      apply(removeSegments(desk(), own), 'removed')
    },
    relabel(index) {
      const here = current()
      const wanted = livingLabels(now().question.labels)[index]
      if (here && wanted) apply(labelSegments(desk(), [here.mark.id], wanted.id))
    },
    zoom() {
      const here = current()
      if (here) showWhole(now().sound.handle.scale, here.value)
    },
    async find() {
      const { sound, props } = now()
      const peaks = sound.wave.peaks
      if (!peaks || props.readOnly) return
      // Pressed again while it listens, it stops.
      if (finding.get().share !== null) return finding.stop()
      const found = await finding.find(props.heard?.speech ?? null, peaks, desk().duration)
      if (found) propose(found, found.by === 'model' ? 'noSpeech' : 'nothingFound')
    },
    async findLoud() {
      const { sound, props } = now()
      const peaks = sound.wave.peaks
      if (peaks && !props.readOnly) propose(await finding.findLoud(peaks, desk().duration), 'nothingFound')
    },
    write(id, text) {
      const { props } = now()
      if (!props.readOnly) props.commit(writeSegment(desk(), id, text).patches, burst(id))
    },
  }
}

/** From nowhere the next is the first that ends after the time, the previous the last that starts before it. */
function nearest(list: readonly Segment[], seconds: number, by: 1 | -1): Segment | null {
  const found =
    by === 1 ? list.find(({ value }) => value.end > seconds) : list.findLast(({ value }) => value.start < seconds)
  return found ?? list[0] ?? null
}
