// What is said of marks beside their class, kept right whatever makes or changes a mark: a new mark says what its class
// says from the start, or what it brings with it and is asked; a mark that changes class keeps what fits the new one.
// And a document that follows its questions.
import { type Document, type Patch, type Refers, withoutFallen } from '@etabli/modality-kit'
import {
  type AttributeValue,
  attributesOf,
  initialAttributes,
  keptAttributes,
  type LabelId,
  type Mark,
  type MarkId,
  markNow,
  type Question,
} from '@etabli/schema'

type Said = Readonly<Record<string, AttributeValue>>

/** The patches as they are committed: new marks and new classes with their attributes. */
export function withAttributes(questions: readonly Question[], patches: readonly Patch[]): readonly Patch[] {
  const asks = questions.some(({ attributes }) => (attributes?.length ?? 0) > 0)
  if (!asks && !patches.some(({ after }) => after?.attributes)) return patches
  // Taken out and put in again is moved, not new.
  const moved = new Set(patches.flatMap(({ id, after }) => (after ? [] : [id])))
  return patches.map((patch) => {
    const { before, after } = patch
    const question = after ? questions.find(({ id }) => id === after.question) : undefined
    if (!after || !question) return patch
    if (!before) return moved.has(after.id) ? patch : { ...patch, after: begun(question, after) }
    if (before.label === after.label) return patch
    return { ...patch, after: saying(after, onceRelabelled(question, before.label, after)) }
  })
}

/** A new mark; a copy from another question may bring what this one does not ask, and could not be submitted so. */
function begun(question: Question, mark: Mark): Mark {
  return mark.attributes ? sayingWhatIsAsked(question, mark) : saying(mark, begins(question, mark.label))
}

/** The mark without what its question does not ask of it; the same one where that is nothing. */
function sayingWhatIsAsked(question: Question, mark: Mark): Mark {
  if (!mark.attributes) return mark
  const kept = keptAttributes(question, mark.label, mark.attributes)
  return Object.keys(kept).length === Object.keys(mark.attributes).length ? mark : saying(mark, kept)
}

function begins(question: Question, label: LabelId | null): Said {
  return initialAttributes(question, label)
}

/** What fitted stays; what the old class was not asked begins as on a new mark. */
function onceRelabelled(question: Question, from: LabelId | null, mark: Mark): Said {
  const before = new Set(attributesOf(question, from).map(({ id }) => id))
  const begun = Object.entries(begins(question, mark.label)).filter(([id]) => !before.has(id as never))
  return { ...Object.fromEntries(begun), ...keptAttributes(question, mark.label, mark.attributes ?? {}) }
}

/** The mark saying this, and nothing else; without the field where it says nothing. */
export function saying(mark: Mark, said: Said): Mark {
  const { attributes: _, ...rest } = mark
  return Object.keys(said).length === 0 ? rest : { ...rest, attributes: { ...said } }
}

/**
 * The document under changed questions: merged classes are exchanged, removed ones go with their marks, and what is no
 * longer asked is not said; what stands on a mark that goes, goes too. In the history too, so that undo never brings back what cannot be. The same document where
 * that changes nothing.
 */
export function documentNow(document: Document, questions: readonly Question[], refers: Refers = () => []): Document {
  const byId = new Map(questions.map((question) => [question.id, question]))
  const alone = (mark: Mark | null): Mark | null => {
    const question = mark ? byId.get(mark.question) : undefined
    if (!mark || !question || question.kind !== mark.kind) return null
    const meant = markNow(question, mark)
    return meant && sayingWhatIsAsked(question, meant)
  }
  const gone = goneIn(document, alone)
  const now = (mark: Mark | null): Mark | null => {
    const meant = alone(mark)
    return meant && refers(meant).some((id) => gone.has(id)) ? null : meant
  }
  const step = (patches: readonly Patch[]): Patch[] =>
    patches.flatMap((patch) => {
      const before = now(patch.before)
      const after = now(patch.after)
      if (!before && !after) return []
      return before === patch.before && after === patch.after ? [patch] : [{ ...patch, before, after }]
    })
  const steps = (list: readonly (readonly Patch[])[]) => {
    const next = list.map((patches) => sameOr(patches, step(patches))).filter((patches) => patches.length > 0)
    return sameOr(list, next)
  }
  const answers = sameOr(
    document.answers,
    withoutFallen(
      document.answers,
      document.answers.flatMap((mark) => now(mark) ?? []),
      refers,
    ),
  )
  const { past, future } = document.history
  const history = { past: steps(past), future: steps(future) }
  if (answers === document.answers && history.past === past && history.future === future) return document
  return { answers, history: { ...document.history, ...history } }
}

/** The marks that nothing is left of, whatever they were: what stands on them cannot be brought back. */
function goneIn({ answers, history }: Document, now: (mark: Mark) => Mark | null): ReadonlySet<MarkId> {
  const gone = new Set<MarkId>()
  const left = new Set<MarkId>()
  const look = (mark: Mark | null) => {
    if (mark) (now(mark) ? left : gone).add(mark.id)
  }
  for (const mark of answers) look(mark)
  for (const { before, after } of [...history.past, ...history.future].flat()) {
    look(before)
    look(after)
  }
  return gone.difference(left)
}

/** The list itself where the other holds the same things, so that what did not change can be told by looking at it. */
function sameOr<L extends readonly unknown[]>(list: L, other: L): L {
  return list.length === other.length && list.every((each, index) => each === other[index]) ? list : other
}
