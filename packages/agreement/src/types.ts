// The words all measures share: ratings, distances, and a coefficient that says when it cannot be computed.

/** A value that is told apart by equality alone. */
export type Label = string | number | boolean

/** One rater's value for one unit (a task, a token, a field: whatever is judged). */
export type Rating<T> = { readonly unit: string; readonly rater: string; readonly value: T }

/** Long form: only what was said; what is missing is absent. A rater's later value for a unit replaces the earlier. */
export type Ratings<T> = readonly Rating<T>[]

/** Disagreement of two values: 0 where they agree, larger where they differ more, symmetric. */
export type Distance<T> = (a: T, b: T) => number

/** Likeness of two values in [0, 1], symmetric; 1 where they are the same. */
export type Similarity<T> = (a: T, b: T) => number

/**
 * Why a coefficient has no value.
 * - `nothing-shared`: no unit was judged by two raters;
 * - `one-rater`: all judgements come from one rater;
 * - `one-label`: all judgements that could be compared say the same, so chance would agree too.
 */
export type Uncomputable = 'nothing-shared' | 'one-rater' | 'one-label'

/** What a coefficient stands on: units that two raters or more judged, and the raters who judged them. */
export type Basis = { readonly n: number; readonly raters: number }

/**
 * A coefficient with what it rests on. `observed` and `expected` are agreements for kappa and AC,
 * disagreements for alpha, as in their papers.
 */
export type Coefficient =
  | ({
      readonly computable: true
      readonly value: number
      readonly observed?: number
      readonly expected?: number
    } & Basis)
  | ({ readonly computable: false; readonly reason: Uncomputable } & Basis)

/** Low and high end of a bootstrap interval. */
export type Interval = readonly [low: number, high: number]
