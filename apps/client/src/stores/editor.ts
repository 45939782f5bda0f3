// The editor: answers to the task at hand, their history, what is selected and what the next mark gets.
import { impliedQuestions, type Kind, type Refers, refersOf, withDependents } from '@etabli/modality-kit'
import type { LeasedTask } from '@etabli/protocol'
import { type LabelId, livingLabels, type MarkId, type Question, type QuestionId } from '@etabli/schema'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { answersOf, type Document, type Edit, edited, emptyHistory, type Fault, type Patch } from './document.ts'
import { sparing } from './locked.ts'
import { documentNow, withAttributes } from './said.ts'

export interface Active {
  readonly question: QuestionId
  readonly label: LabelId | null
}

export interface EditorState {
  /** Says which marks stand on which others, and go with them. */
  readonly refers: Refers
  /** What is asked: marks are made and changed by it. */
  readonly questions: readonly Question[]
  /** What kinds ask by themselves: marks that answer it stay, whatever the project asks. */
  readonly implied: readonly Question[]
  readonly leased: LeasedTask | null
  readonly document: Document
  /** What made the document of the one before it; null where it came whole. */
  readonly edit: Edit | null
  readonly selection: readonly MarkId[]
  readonly active: Active | null
  /** Why it cannot be submitted, after a try. */
  readonly faults: readonly Fault[]
  /** Marks that no edit changes; undo and redo do. */
  readonly locked: ReadonlySet<MarkId>
  /** What the last edit would have changed of them; a new object with each such edit. */
  readonly spared: { readonly count: number } | null
}

export type EditorStore = StoreApi<EditorState>

/** What begins anew with each task. */
const nothing = {
  leased: null,
  document: { answers: [], history: emptyHistory },
  edit: null,
  selection: [],
  faults: [],
  locked: new Set<MarkId>(),
  spared: null,
} satisfies Partial<EditorState>

/** @param kinds say which marks stand on which others; none where absent */
export function createEditor(kinds: ReadonlyMap<string, Kind> = new Map()): EditorStore {
  return createStore<EditorState>(() => ({
    ...nothing,
    refers: refersOf(kinds),
    implied: impliedQuestions(kinds),
    questions: [],
    active: null,
  }))
}

/**
 * Says what is asked from now on. What is open follows: its marks, its history, and the label in hand.
 * @param drawn the questions whose marks are drawn with a label that is chosen beforehand
 */
export function ask(store: EditorStore, questions: readonly Question[], drawn: readonly Question[]): void {
  const { document, selection, active } = store.getState()
  const next = following(store.getState(), document, questions)
  const kept = active && drawn.some((q) => q.id === active.question && hasLabel(q, active.label)) ? active : null
  store.setState({
    questions,
    document: next,
    edit: null,
    selection: living(selection, next),
    active: kept ?? (active ? firstActive(drawn[0]) : null),
    faults: [],
  })
}

/** The document with which a task opens: the draft, else the person's earlier answers, else what was proposed. */
export function firstDocument(leased: LeasedTask): Document {
  return { answers: answersOf(leased), history: emptyHistory }
}

/**
 * Opens a task. A draft, an earlier answer or a proposal may be older than the questions: it follows them. The active label
 * stays where the questions still have it, so that a hand on a key need not move.
 * @param drawn the questions whose marks are drawn with a label that is chosen beforehand
 */
export function open(store: EditorStore, leased: LeasedTask, document: Document, drawn: readonly Question[]): void {
  const { active, questions } = store.getState()
  const kept = active && drawn.some((q) => q.id === active.question && hasLabel(q, active.label)) ? active : null
  const followed = following(store.getState(), document, questions)
  store.setState({ ...nothing, leased, document: followed, active: kept ?? firstActive(drawn[0]) })
}

export function close(store: EditorStore): void {
  store.setState(nothing)
}

/** The document under what the project asks and what kinds ask by themselves. */
function following({ implied, refers }: EditorState, document: Document, questions: readonly Question[]): Document {
  return documentNow(document, [...questions, ...implied], refers)
}

function hasLabel(question: Question, label: LabelId | null): boolean {
  if (label === null) return question.labels.length === 0
  return livingLabels(question.labels).some((candidate) => candidate.id === label)
}

/** The question's first class, as what the next mark gets. */
export function firstActive(question: Question | undefined): Active | null {
  return question ? { question: question.id, label: livingLabels(question.labels)[0]?.id ?? null } : null
}

/**
 * One gesture, one undo step. Every edit goes through here, so locked marks stay as they are whatever asks, and what
 * stands on a mark goes with it.
 * @returns how many of the patches were applied
 */
export function commit(store: EditorStore, all: readonly Patch[], burst?: string): number {
  const { document, selection, questions, locked, refers } = store.getState()
  const { patches, spared } = sparing(all, locked)
  if (spared > 0) store.setState({ spared: { count: spared } })
  const whole = withDependents(document.answers, withAttributes(questions, patches), refers)
  const edit: Edit = { do: 'commit', patches: whole, burst }
  const next = edited(document, edit)
  if (next === document) return 0
  const kept = patches.every(({ after }) => after !== null) ? selection : living(selection, next)
  store.setState({ document: next, edit, selection: kept, faults: [] })
  return patches.length
}

export function undo(store: EditorStore): void {
  step(store, { do: 'undo' })
}

export function redo(store: EditorStore): void {
  step(store, { do: 'redo' })
}

function step(store: EditorStore, edit: Edit): void {
  const { document, selection } = store.getState()
  const next = edited(document, edit)
  if (next !== document) store.setState({ document: next, edit, selection: living(selection, next), faults: [] })
}

function living(selection: readonly MarkId[], document: Document): readonly MarkId[] {
  if (selection.length === 0) return selection
  const ids = new Set(document.answers.map((mark) => mark.id))
  return selection.every((id) => ids.has(id)) ? selection : selection.filter((id) => ids.has(id))
}

export function select(store: EditorStore, marks: readonly MarkId[]): void {
  const { selection } = store.getState()
  if (selection.length === marks.length && selection.every((id, index) => id === marks[index])) return
  store.setState({ selection: marks })
}

export function lock(store: EditorStore, marks: ReadonlySet<MarkId>): void {
  if (marks !== store.getState().locked) store.setState({ locked: marks })
}

/** A new object each time: to press the label that is in hand already is a press too, which a stage may heed. */
export function activate(store: EditorStore, question: QuestionId, label: LabelId | null): void {
  store.setState({ active: { question, label } })
}

/** True where the person changed something, even if they undid it since. */
export function isTouched(document: Document): boolean {
  return document.history.past.length > 0 || document.history.future.length > 0
}
