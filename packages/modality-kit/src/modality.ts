// The plugin contract: a modality is media plus kinds; a kind is the smallest plugin.
import type { BlobHash, Figure, LabelId, Mark, MarkId, Media, MediaType, Question } from '@etabli/schema'
import type * as z from 'zod/mini'
import type { ExportMapping, ImportMapping } from './mapping.ts'

/**
 * A mark whose value is of its kind's type. Where the kind refers to other marks, `on` holds those of the same person's
 * answers, in the order of `Kind.refers`, null where one is not there (`standing` finds them); ids alone mean nothing
 * between people.
 */
export type MarkOf<V> = Omit<Mark, 'value'> & { readonly value: V; readonly on?: readonly (Mark | null)[] }

/** What a kind's mathematics may look at beside the marks. */
export interface KindContext {
  readonly question: Question
  readonly media: Media
  /** All that the project asks, for kinds whose marks stand on those of another question; absent: this one alone. */
  readonly questions?: readonly Question[]
  /** What a machine proposed, where the task came with it; for kinds of one answer. */
  readonly machine?: Pick<Mark, 'value'>
}

/** The marks that one person gave to one question of one task. */
export interface RatedMarks<V> {
  readonly rater: string
  readonly marks: readonly MarkOf<V>[]
  /** How much their values weigh where values are fused, above 0; 1 where absent. Votes are counted by heads all the same. */
  readonly weight?: number
}

/** One task as agreement sees it: who said what to one question. */
export interface AgreementUnit<V> {
  readonly task: string
  readonly media: Media
  readonly raters: readonly RatedMarks<V>[]
  /** As in `KindContext`. */
  readonly machine?: Pick<Mark, 'value'>
}

/** What a kind's figures are made of: everything `Figure` has but the question, which the caller knows. */
export type KindFigure = Omit<Figure, 'question'>

export interface Kind<V = unknown> {
  readonly id: string
  /** The media it can be asked of. */
  readonly media: readonly MediaType[]
  /**
   * A question that every project of these media asks by itself, in which each mark stands alone: it is no part of the
   * project's questions, of agreement or of consensus. Its id has two hyphens in a row, which no title gives.
   */
  readonly implied?: Question
  /** Many marks a question (boxes, spans), or at most one (a choice, a transcript). */
  readonly many: boolean
  /** Whether each mark carries one of the question's labels. */
  readonly labels: 'required' | 'optional' | 'none'
  /** The form of a mark's value. */
  readonly value: z.ZodMiniType<V>
  /** The form of the question's `options`. */
  readonly options: z.ZodMiniType
  /** Those of `options` that ask something of a finished answer only: what a file proposes need not keep to them. */
  readonly optionsOfFinished?: readonly string[]
  /** A sentence why the question cannot be asked beside these others, or null; absent: it may be beside any. */
  asked?(question: Question, questions: readonly Question[]): string | null
  /** The stage of its tasks is its own modality's, whatever their medium: a sentence to be read aloud, not to be marked. */
  readonly ownStage?: boolean
  /** The blobs that a value names: the server takes an annotation only where its author brought each of them to that task. */
  blobs?(value: V): readonly BlobHash[]
  /** A sentence why this mark cannot be (outside the image, end before start), or null. */
  check(mark: MarkOf<V>, context: KindContext): string | null
  /** Why these marks of one question, each of which may be, cannot stand together, and which of them (null: what is not there); absent: they may. */
  together?(
    marks: readonly MarkOf<V>[],
    context: KindContext,
  ): { readonly mark: MarkId | null; readonly message: string } | null
  /**
   * Of a consensus whose marks `together` refuses those that can stand together, changed as little as that takes; the
   * others are left for a person to decide on. Independent of their order. Absent: they stay as they are.
   */
  reconcile?(
    marks: readonly { readonly mark: MarkOf<V>; readonly votes: number }[],
    context: KindContext,
  ): readonly MarkOf<V>[]
  /** Likeness of two marks in [0, 1], class-aware, symmetric; 1 for a mark with itself. */
  similarity(a: MarkOf<V>, b: MarkOf<V>, context: KindContext): number
  /** From which similarity (class left aside, see `place`) two marks of two people mean the same object; for `many`. */
  readonly matchAt: number
  /** Likeness of two marks' places alone, class left aside; for clustering. Same as `similarity` for kinds without place. */
  place(a: MarkOf<V>, b: MarkOf<V>, context: KindContext): number
  /**
   * A stretch that the mark lies in (of a text, in code points; of a recording, in seconds). Marks whose stretches have
   * nothing in common have no likeness of place or otherwise, so that they are never compared. Absent: all are.
   */
  extent?(mark: MarkOf<V>): { readonly start: number; readonly end: number }
  /**
   * One value from the values of several people for one object, independent of their order.
   * @param weights the annotators' reliability by the place of their mark, above 0; all alike where absent
   */
  fuse(marks: readonly MarkOf<V>[], context: KindContext, weights?: readonly number[]): V
  /**
   * How many of these people stand behind the fused value, by heads; for kinds of one answer whose value is put together
   * of parts. Absent: those whose own mark says the same.
   */
  votes?(marks: readonly MarkOf<V>[], fused: V, context: KindContext): number
  /**
   * The marks of the same answers that this one stands on, as a relation does on its ends; it goes when one of them
   * goes. Never throws, whatever the value. Absent: marks stand alone. Kinds that have it have `repointed` too.
   */
  refers?(mark: { readonly value: unknown }): readonly MarkId[]
  /** The value standing on others in their stead; null where one of them has none. */
  repointed?(value: V, to: (id: MarkId) => MarkId | null): V | null
  /**
   * Several people's marks told anew on the marks that theirs became, so that those who mean the same by other marks say
   * the same (a chain, however it is linked). Null where each mark stands for itself, as it does where this is absent.
   */
  retold?(people: readonly Grounded<V>[], agreed: ReadonlyMap<MarkId, Mark>, context: KindContext): Retold<V> | null
  /** Likeness of two people's answers as wholes in [0, 1]; null, or absent: by marks matched one to one. */
  likeness?(a: readonly MarkOf<V>[], b: readonly MarkOf<V>[], context: KindContext): number | null
  /**
   * What one person's marks say together, as texts that are alike where two people said the same, whatever their ids
   * and order. Absent: each mark's class, value and attributes.
   */
  says?(marks: readonly MarkOf<V>[], question: Question): readonly string[]
  /**
   * The class that several people's marks of one object mean together, and whose marks stand behind it; absent: the class
   * said most often, and those who said it.
   */
  elect?(
    marks: readonly MarkOf<V>[],
    context: KindContext,
  ): { readonly label: LabelId | null; isBehind(mark: MarkOf<V>): boolean }
  /** How `fuse` works, in words for the reviewer and the dataset card. */
  readonly method: string
  /** The agreement figures of a question over its tasks: overall, then per label. */
  figures(units: readonly AgreementUnit<V>[], question: Question, options: FigureOptions): KindFigure[]
}

/** One person's marks that stand on others, and which mark of the consensus each of those became; null: none that has a quorum. */
export interface Grounded<V> {
  readonly marks: readonly MarkOf<V>[]
  to(id: MarkId): MarkId | null
}

export interface Retold<V> {
  /** Each person's marks, in the order of people, on marks of the consensus. */
  readonly marks: readonly (readonly MarkOf<V>[])[]
  /** Marks that were lost with one of their ends. */
  readonly fallen: number
  /** In place of `Kind.method`. */
  readonly method: string
}

export interface FigureOptions {
  /** Seed of every bootstrap. */
  readonly seed: number
  readonly resamples: number
}

/** Checks a kind's own types against the contract and gives it back. */
export function defineKind<V>(kind: Kind<V>): Kind<V> {
  return kind
}

export interface Template {
  readonly id: string
  /** A ready project, in the language asked for: questions with labels; the name and brief are the manager's to change. */
  readonly media: MediaType
  questions(language: 'en' | 'fr'): Question[]
}

export interface Modality {
  /** For example `image`; also the folder's name. */
  readonly id: string
  /** The medium it owns, or null (`choice`: kinds that any project may use). */
  readonly media: MediaType | null
  readonly kinds: readonly Kind[]
  readonly imports: readonly ImportMapping[]
  readonly exports: readonly ExportMapping[]
  readonly templates: readonly Template[]
  /**
   * A mark's value brought into another task's medium, within its bounds; null where it means nothing there. Absent
   * where marks mean nothing outside their own task.
   */
  readonly carry?: (mark: Mark, from: Media, to: Media) => Mark['value'] | null
}

/** Checks a modality against the contract and gives it back. */
export function defineModality<const M extends Modality>(modality: M): M {
  return modality
}
