// The suite that every modality must pass. A modality brings its trials in `core/testing.ts`; the laws are here.
import type { Answers, LabelId, Mark, MarkId, Project, Question } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setSimilarity } from '../agree.ts'
import { faultsOf, sameAnswers } from '../answers.ts'
import { commit, type Document, emptyHistory, redo, undo } from '../history.ts'
import type { ExportItem, ExportMapping, ImportMapping, MarkSeed, TaskSeed } from '../mapping.ts'
import type { Kind, KindContext, KindFigure, MarkOf, Modality } from '../modality.ts'
import { removingAll } from '../patch.ts'
import { refersOf, standing, withDependents } from '../refers.ts'
import { settleQuestion } from '../settle-question.ts'
import type { NamedState, Tool } from '../tool.ts'
import type { ToolEvent } from '../tool-event.ts'
import { drive, type Surroundings } from './drive.ts'
import { memoryTree, readAll, writeAll } from './memory-files.ts'

/** How to try a kind: contexts to ask it in, and marks that may be submitted there. */
export interface KindTrial<V = unknown> {
  readonly kind: Kind<V>
  readonly context: fc.Arbitrary<KindContext>
  /** Marks of the same answers that the kind's may stand on; for kinds that refer to others. */
  ground?(context: KindContext): Answers
  /** Labels and values that the kind accepts in this context. */
  marks(context: KindContext): fc.Arbitrary<{ readonly label: LabelId | null; readonly value: V }>
  /** The kinds of those. */
  readonly groundKinds?: readonly Kind[]
  /** Where fused values may differ by rounding; equality otherwise. */
  near?(a: V, b: V): boolean
  /** Measures where less is better, so that perfect agreement is 0 (for example `wer`). */
  readonly errorMeasures?: readonly string[]
  /** Measures that tell of something else than agreement (a habit), so that perfect agreement says nothing of them. */
  readonly otherMeasures?: readonly string[]
}

/** How to try a tool: runs of events over a medium. Made by `toolTrial`. */
export interface ToolTrial {
  readonly id: string
  readonly runs: fc.Arbitrary<readonly unknown[]>
  /** Plays a run; gives the tool's state and document after it, and the state after a `cancel` on top. */
  play(run: readonly unknown[]): { cancelled: string; rest: string; undone: Answers; before: Answers }
}

/** Wraps a tool with contexts and events so that the suite can play it. */
export function toolTrial<S extends NamedState, P, C>(trial: {
  readonly tool: Tool<S, P, C>
  readonly events: fc.Arbitrary<ToolEvent<P>>
  contextOf(now: Surroundings): C
  readonly answers?: Answers
}): ToolTrial {
  return {
    id: trial.tool.id,
    runs: fc.array(trial.events, { maxLength: 30 }),
    play(run) {
      const before = trial.answers ?? []
      const driver = drive(trial.tool, trial.contextOf, before)
      for (const event of run) driver.send(event as ToolEvent<P>)
      driver.cancel()
      let document = driver.document
      while (document.history.past.length > 0) document = undo(document)
      return { cancelled: driver.state.name, rest: trial.tool.rest.name, undone: document.answers, before }
    },
  }
}

/** Items that go out and come in again. */
export interface MappingTrial {
  readonly exports: ExportMapping
  readonly imports: ImportMapping
  readonly project: Project
  readonly items: fc.Arbitrary<readonly ExportItem[]>
  /** Media files that stand beside the exported files when they are read again. */
  files?(items: readonly ExportItem[]): Record<string, Uint8Array>
  /** Where values may differ by the format's rounding; equality otherwise. */
  near?(mark: Mark, seed: MarkSeed): boolean
  /** What the format carries of an item's marks, where it is not all; the rest must be declared by `leaveOut`. */
  carried?(item: ExportItem): readonly Mark[]
}

export interface ModalityTrial {
  readonly kinds: readonly KindTrial[]
  readonly tools: readonly ToolTrial[]
  readonly mappings: readonly MappingTrial[]
}

const runs = { numRuns: 40 }

/** Declares the tests of one modality; a kind without a trial is a failing test. */
export function modalityContract(modality: Modality, trial: ModalityTrial | undefined): void {
  describe(`modality ${modality.id}`, () => {
    it('brings a trial of every kind', () => {
      const tried = trial?.kinds.map(({ kind }) => kind.id) ?? []
      expect(tried.toSorted()).toEqual(modality.kinds.map((kind) => kind.id).toSorted())
    })
    templates(modality)
    for (const kind of trial?.kinds ?? []) kindContract(kind)
    for (const tool of trial?.tools ?? []) toolContract(tool)
    for (const mapping of trial?.mappings ?? []) mappingContract(mapping)
    for (const mapping of modality.imports) garbageContract(mapping, trial?.mappings[0]?.project)
  })
}

function templates(modality: Modality): void {
  for (const template of modality.templates) {
    it(`template ${template.id} asks only what its kinds understand, in both languages alike`, () => {
      const [english, french] = [template.questions('en'), template.questions('fr')]
      const shape = (questions: readonly Question[]) =>
        questions.map(({ id, kind, labels }) => [id, kind, labels.map((label) => [label.id, label.key, label.colour])])
      expect(shape(french)).toEqual(shape(english))
      for (const question of english) {
        const kind = modality.kinds.find(({ id }) => id === question.kind)
        if (kind) expect(kind.options.safeParse(question.options).success).toBe(true)
      }
    })
  }
}

/** A mark of the kind in its context, with an id. */
function markIn<V>(trial: KindTrial<V>, context: KindContext, id: string): fc.Arbitrary<MarkOf<V>> {
  return trial.marks(context).map(({ label, value }) =>
    stood(trial, context, {
      id: id as MarkId,
      question: context.question.id,
      kind: trial.kind.id,
      label,
      value,
      source: 'person' as const,
      confidence: null,
    }),
  )
}

/** The mark with those that it stands on. */
function stood<V>(trial: KindTrial<V>, context: KindContext, mark: MarkOf<V>): MarkOf<V> {
  return standing(trial.kind, [mark], trial.ground?.(context) ?? [])[0] ?? mark
}

function pairIn<V>(trial: KindTrial<V>): fc.Arbitrary<{ context: KindContext; a: MarkOf<V>; b: MarkOf<V> }> {
  return trial.context.chain((context) =>
    fc.record({ context: fc.constant(context), a: markIn(trial, context, 'a'), b: markIn(trial, context, 'b') }),
  )
}

/** Two to four people's answers to the question, each with up to four marks where the kind takes many. */
function ratersIn<V>(
  trial: KindTrial<V>,
): fc.Arbitrary<{ context: KindContext; raters: { rater: string; marks: MarkOf<V>[] }[] }> {
  const most = trial.kind.many ? 4 : 1
  return trial.context.chain((context) =>
    fc
      .array(fc.array(markIn(trial, context, 'm'), { maxLength: most }), { minLength: 2, maxLength: 4 })
      .map((lists) => ({
        context,
        raters: lists.map((marks, rater) => ({
          rater: `r${rater}`,
          marks: marks.map((mark, index) => ({ ...mark, id: `r${rater}-${index}` as MarkId })),
        })),
      })),
  )
}

function kindContract<V>(trial: KindTrial<V>): void {
  const { kind } = trial
  const near = (a: V, b: V) => (trial.near ? trial.near(a, b) : equal(a, b))
  describe(`kind ${kind.id}`, () => {
    it('accepts its own marks, and they survive encode → decode', () => {
      law(
        fc.property(pairIn(trial), ({ context, a }) => {
          const decoded: unknown = JSON.parse(JSON.stringify(a.value))
          const parsed = kind.value.safeParse(decoded)
          expect(parsed.success && equal(parsed.data, a.value)).toBe(true)
          expect(kind.check(a, context)).toBeNull()
          const known = new Map<string, Kind>([[kind.id, kind as Kind]])
          for (const other of trial.groundKinds ?? []) known.set(other.id, other)
          const answers = [...(trial.ground?.(context) ?? []), a as Mark]
          expect(faultsOf(answers, context.questions ?? [context.question], context.media, known)).toEqual([])
        }),
        runs,
      )
    })
    it('refuses any other value by a sentence, never a throw', () => {
      law(
        fc.property(trial.context, fc.jsonValue(), (context, value) => {
          const mark = { id: 'x', question: context.question.id, kind: kind.id, label: null, value } as unknown as Mark
          const known = new Map<string, Kind>([[kind.id, kind as Kind]])
          for (const fault of faultsOf([mark], [context.question], context.media, known)) {
            expect(fault.message.length).toBeGreaterThan(0)
          }
        }),
        runs,
      )
    })
    for (const measure of ['similarity', 'place'] as const) {
      it(`${measure}: 1 with itself, symmetric, in [0, 1]`, () => {
        law(
          fc.property(pairIn(trial), ({ context, a, b }) => {
            expect(kind[measure](a, a, context)).toBe(1)
            const there = kind[measure](a, b, context)
            expect(there).toBeCloseTo(kind[measure](b, a, context), 12)
            expect(there).toBeGreaterThanOrEqual(0)
            expect(there).toBeLessThanOrEqual(1)
          }),
          runs,
        )
      })
    }
    it('setSimilarity: 1 with oneself, symmetric, in [0, 1]', () => {
      law(
        fc.property(ratersIn(trial), ({ context, raters }) => {
          const [a, b] = [raters[0]!.marks, raters[1]!.marks]
          expect(setSimilarity(kind, a, a, context)).toBeCloseTo(1, 9)
          const there = setSimilarity(kind, a, b, context)
          expect(there).toBeCloseTo(setSimilarity(kind, b, a, context), 9)
          expect(there).toBeGreaterThanOrEqual(0)
          expect(there).toBeLessThanOrEqual(1)
        }),
        runs,
      )
    })
    it('fuse([a, a]) is a, and every fused value may be submitted', () => {
      law(
        fc.property(pairIn(trial), ({ context, a, b }) => {
          expect(near(kind.fuse([a, { ...a, id: 'b' as MarkId }], context), a.value)).toBe(true)
          const fused = stood(trial, context, { ...a, value: kind.fuse([a, b], context) })
          expect(kind.value.safeParse(fused.value).success).toBe(true)
          expect(kind.check(fused, context)).toBeNull()
        }),
        runs,
      )
    })
    it('fuse does not depend on the order of people', () => {
      law(
        fc.property(
          trial.context.chain((context) =>
            fc
              .array(markIn(trial, context, 'm'), { minLength: 2, maxLength: 5 })
              .chain((marks) => fc.tuple(fc.constant(marks), shuffled(marks)))
              .map(([marks, mixed]) => ({ context, marks, mixed })),
          ),
          ({ context, marks, mixed }) => {
            expect(near(kind.fuse(marks, context), kind.fuse(mixed, context))).toBe(true)
          },
        ),
        runs,
      )
    })
    it('consensus: one voice is its own, and the order of people is nothing', () => {
      law(
        fc.property(ratersIn(trial), ({ context, raters }) => {
          const unit = { task: 't', media: context.media, raters }
          const settled = settleQuestion(kind, unit, context.question)
          const turned = settleQuestion(kind, { ...unit, raters: raters.toReversed() }, context.question)
          expect(turned.marks.length).toBe(settled.marks.length)
          expect(turned.similarity ?? -1).toBeCloseTo(settled.similarity ?? -1, 9)
          for (const support of settled.support) {
            expect(support.contested).toBe(support.votes * 2 <= support.of)
            expect(support.of).toBe(raters.length)
          }
        }),
        runs,
      )
    })
    if (kind.refers) referringContract(trial)
    figuresContract(trial)
  })
}

/** The laws of marks that stand on others (TXT10). */
function referringContract<V>(trial: KindTrial<V>): void {
  const { kind } = trial
  const pairs = pairIn(trial).map(({ context, a }) => ({
    context,
    mark: a as Mark,
    ground: trial.ground?.(context) ?? [],
  }))
  const known = new Map<string, Kind>([kind as Kind, ...(trial.groundKinds ?? [])].map((one) => [one.id, one]))
  it('goes with any mark that it stands on, in the same step, and undo brings both back', () => {
    law(
      fc.property(pairs, ({ context, mark, ground }) => {
        const before: Document = { answers: [mark, ...ground], history: emptyHistory }
        const refers = refersOf(known)
        expect(refers(mark).length).toBeGreaterThan(0)
        for (const { id } of ground) {
          const patches = withDependents(before.answers, removingAll(before.answers, new Set([id])), refers)
          const after = commit(before, patches)
          const ids = after.answers.map((one) => one.id)
          expect(ids).not.toContain(id)
          expect(ids.includes(mark.id)).toBe(!refers(mark).includes(id))
          expect(undo(after).answers).toEqual(before.answers)
          expect(redo(undo(after)).answers).toEqual(after.answers)
        }
        expect(context.question.kind).toBe(kind.id)
      }),
      runs,
    )
  })
  it('is refused by a sentence where one of them is not there', () => {
    law(
      fc.property(pairs, ({ context, mark, ground }) => {
        const [gone] = kind.refers?.(mark) ?? []
        const answers = [...ground.filter(({ id }) => id !== gone), mark]
        const faults = faultsOf(answers, context.questions ?? [context.question], context.media, known)
        expect(faults.map((fault) => [fault.mark, fault.code])).toEqual([[mark.id, 'value']])
        expect(faults[0]?.message.length).toBeGreaterThan(10)
      }),
      runs,
    )
  })
  it('stands on others in their stead, or on nothing where one has none', () => {
    law(
      fc.property(pairs, ({ mark }) => {
        const value = mark.value as V
        expect(kind.repointed?.(value, (id) => id)).toEqual(value)
        expect(kind.repointed?.(value, () => null)).toBeNull()
        const moved = kind.repointed?.(value, (id) => `${id}.` as MarkId)
        expect(kind.refers?.({ value: moved })).toEqual(kind.refers?.(mark).map((id) => `${id}.`))
      }),
      runs,
    )
  })
  it('is the same said with other ids', () => {
    law(
      fc.property(pairs, ({ context, mark, ground }) => {
        const other = ground.map((one) => ({ ...one, id: `${one.id}.` as MarkId }))
        const moved = kind.repointed?.(mark.value as V, (id) => `${id}.` as MarkId) as Mark['value']
        const questions = context.questions ?? [context.question]
        const again = [{ ...mark, id: 'z' as MarkId, value: moved }, ...other]
        expect(sameAnswers([...ground, mark], again, questions, known)).toBe(true)
        expect(sameAnswers([...ground, mark], again.slice(1), questions, known)).toBe(false)
      }),
      runs,
    )
  })
}

function figuresContract<V>(trial: KindTrial<V>): void {
  const { kind } = trial
  const options = { seed: 1, resamples: 20 }
  const units = fc.array(ratersIn(trial), { minLength: 1, maxLength: 4 }).map((drawn) => {
    const question = drawn[0]!.context.question
    const own = drawn.filter(({ context }) => equal(context.question, question))
    return {
      question,
      units: own.map(({ context, raters }, index) => ({ task: `t${index}`, media: context.media, raters })),
    }
  })
  it('QLT3: a figure has a value or a reason, never NaN, and n, raters and formula', () => {
    law(
      fc.property(units, ({ question, units: drawn }) => {
        for (const figure of kind.figures(drawn, question, options)) checkFigure(figure)
      }),
      runs,
    )
  })
  it('QLT3: with nothing shared or one rater every figure is absent with its reason', () => {
    law(
      fc.property(units, ({ question, units: drawn }) => {
        const alone = drawn.map((unit) => ({ ...unit, raters: unit.raters.slice(0, 1) }))
        for (const given of [[], alone]) {
          const figures = kind.figures(given, question, options)
          expect(figures.length).toBeGreaterThan(0)
          for (const figure of figures) {
            checkFigure(figure)
            expect(figure.value).toBeNull()
          }
        }
      }),
      runs,
    )
  })
  it('perfect agreement is 1, or 0 for errors, or absent where only one label was used', () => {
    law(
      fc.property(units, ({ question, units: drawn }) => {
        const alike = drawn.map((unit) => ({
          ...unit,
          raters: unit.raters.map(({ rater }) => ({ rater, marks: unit.raters[0]!.marks })),
        }))
        for (const figure of kind.figures(alike, question, options)) {
          checkFigure(figure)
          if (figure.value === null || trial.otherMeasures?.includes(figure.measure)) continue
          expect(figure.value).toBeCloseTo(trial.errorMeasures?.includes(figure.measure) ? 0 : 1, 9)
        }
      }),
      runs,
    )
  })
  it('the same seed gives the same figures', () => {
    law(
      fc.property(units, ({ question, units: drawn }) => {
        expect(kind.figures(drawn, question, options)).toEqual(kind.figures(drawn, question, options))
      }),
      { numRuns: 10 },
    )
  })
}

function checkFigure(figure: KindFigure): void {
  expect(figure.value === null).toBe(figure.why !== null)
  if (figure.value !== null) expect(Number.isFinite(figure.value)).toBe(true)
  if (figure.interval !== null) {
    expect(figure.value).not.toBeNull()
    expect(figure.interval[0]).toBeLessThanOrEqual(figure.interval[1])
  }
  expect(Number.isInteger(figure.n) && figure.n >= 0).toBe(true)
  expect(Number.isInteger(figure.raters) && figure.raters >= 0).toBe(true)
  expect(figure.formula.length).toBeGreaterThan(0)
}

function toolContract(trial: ToolTrial): void {
  describe(`tool ${trial.id}`, () => {
    it('rests on cancel after anything, and undoing everything restores the document', () => {
      law(
        fc.property(trial.runs, (run) => {
          const played = trial.play(run)
          expect(played.cancelled).toBe(played.rest)
          expect(played.undone).toEqual(played.before)
        }),
        { numRuns: 200 },
      )
    })
  })
}

function mappingContract(trial: MappingTrial): void {
  const { exports, imports, project } = trial
  describe(`mapping ${exports.format} → ${imports.format}`, () => {
    it('writes the same bytes of the same items', async () => {
      await fc.assert(
        fc.asyncProperty(trial.items, async (items) => {
          expect(await writeAll(exports, project, items)).toEqual(await writeAll(exports, project, items))
        }),
        { numRuns: 10 },
      )
    })
    it('reads its own export back: the same tasks and marks, or a declared loss', async () => {
      await fc.assert(
        fc.asyncProperty(trial.items, async (items) => {
          const { files, leftOut } = await writeAll(exports, project, items)
          const rows = await readAll(imports, memoryTree({ ...files, ...trial.files?.(items) }), project)
          expect(rows.flatMap((row) => ('issue' in row ? [row.issue] : []))).toEqual([])
          const seeds = new Map(rows.flatMap((row) => ('task' in row ? [[row.task.name, row.task] as const] : [])))
          let lost = 0
          for (const item of items) {
            const carried = trial.carried?.(item) ?? item.answers
            lost += item.answers.length - carried.length
            expectCarried(trial, project, carried, seeds.get(item.task.name))
          }
          expect(Object.values(leftOut).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(lost)
        }),
        { numRuns: 25 },
      )
    })
  })
}

function expectCarried(
  trial: MappingTrial,
  project: Project,
  marks: readonly Mark[],
  seed: TaskSeed | undefined,
): void {
  expect(seed).toBeDefined()
  const left = [...(seed?.prefill ?? [])]
  for (const mark of marks) {
    const name = project.questions
      .find((question) => question.id === mark.question)
      ?.labels.find((label) => label.id === mark.label)?.name
    const index = left.findIndex(
      (other) =>
        other.question === mark.question &&
        other.kind === mark.kind &&
        (other.label === (name ?? null) || other.label === mark.label) &&
        (trial.near ? trial.near(mark, other) : equal(other.value, mark.value)),
    )
    expect(index, `${JSON.stringify(mark)} among ${JSON.stringify(left)}`).toBeGreaterThanOrEqual(0)
    left.splice(index, 1)
  }
  expect(left).toEqual([])
}

function garbageContract(mapping: ImportMapping, project: Project | undefined): void {
  if (!project) return
  it(`import ${mapping.format}: garbage gives issues, never a throw`, async () => {
    const path = fc.constantFrom('a.jsonl', 'a.csv', 'a.json', 'a.txt', 'images/a.jpg', 'a.wav', 'labels/a.txt')
    const body = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.json())
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, body, { maxKeys: 3 }), async (files) => {
        const tree = memoryTree(files)
        const sure = await mapping.sniff(tree, project)
        expect(sure).toBeGreaterThanOrEqual(0)
        expect(sure).toBeLessThanOrEqual(1)
        for (const row of await readAll(mapping, tree, project)) {
          if ('issue' in row) expect(row.issue.message.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 60 },
    )
  })
}

/** Asserts a law that runs at once; by its type `fc.assert` could also be a promise. */
const law: <T>(property: fc.IProperty<T>, parameters: fc.Parameters<T>) => void = fc.assert

/** The same items in another order. */
function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
}

/** Deep equality by form, as JSON sees it. */
function equal(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b)
    return true
  } catch {
    return false
  }
}
