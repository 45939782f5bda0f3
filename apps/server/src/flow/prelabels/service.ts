// Rules that propose: kept, tried on a sample, and let loose on the tasks that nobody has begun.
import { isByRule } from '@etabli/modalities'
import type { PrelabelPreview, PrelabelRun, PrelabelState, ProblemIssue } from '@etabli/protocol'
import {
  type Answers,
  livingLabels,
  type Mark,
  type PersonId,
  type PrelabelRules,
  type Project,
  type ProjectId,
} from '@etabli/schema'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { appendEvent } from '../events.ts'
import { findProject, getProject } from '../projects/index.ts'
import { countTexts, sampleTexts, setPrefills, type TextTask, textPage } from '../tasks/index.ts'
import { createProposing, RuleTooSlow } from './in-thread.ts'
import { findRules, saveRules, saveRun } from './store.ts'

/** The rules and how far their last run has come. */
export async function rulesOf(deps: Deps, project: ProjectId): Promise<PrelabelState> {
  return findRules(deps.db, project)
}

/** @throws Problem `request.invalid` naming rules whose question or class the project lacks */
export async function keepRules(
  deps: Deps,
  project: ProjectId,
  rules: PrelabelRules,
  by: PersonId,
): Promise<PrelabelState> {
  refuseStrangers(await getProject(deps.db, project), rules)
  return deps.transact(async (tx) => {
    await saveRules(tx, project, rules, by)
    return findRules(tx.db, project)
  })
}

/** Somebody waits for a preview; a run waits for nobody, and the model alone takes some 3.5 s a megabyte. */
const previewing = createProposing(8_000)
const running = createProposing(60_000)

/** So many texts, spread over the project, are looked at. */
const SAMPLE = 200
const SAMPLE_CHARACTERS = 500_000
const EXAMPLES_PER_RULE = 5
const AROUND = 40

/**
 * What the rules would propose on a sample of texts; changes nothing.
 * @throws Problem `request.invalid`, also where a pattern does not come to an end
 */
export async function previewRules(deps: Deps, project: ProjectId, rules: PrelabelRules): Promise<PrelabelPreview> {
  refuseStrangers(await getProject(deps.db, project), rules)
  const total = await countTexts(deps.db, project)
  const sample = await sampleTexts(deps.db, project, { total, count: SAMPLE, characters: SAMPLE_CHARACTERS })
  const proposals = await named(rules, () =>
    previewing({ rules, texts: sample.map(({ text, prefill }) => ({ text, present: notByRule(prefill) })) }),
  )
  const rows = rules.map(({ id }) => ({
    rule: id,
    marks: 0,
    tasks: 0,
    examples: [] as PrelabelPreview['rules'][number]['examples'],
  }))
  const byId = new Map(rows.map((row) => [row.rule, row]))
  for (const [index, task] of sample.entries()) {
    const marks = proposals[index]?.marks ?? []
    for (const [rule, own] of Map.groupBy(marks, ruleIn)) {
      const row = byId.get(rule)
      if (!row) continue
      row.marks += own.length
      row.tasks += 1
      if (row.examples.length < EXAMPLES_PER_RULE && own[0]) row.examples.push(exampleOf(task, own[0]))
    }
  }
  return { looked: sample.length, total, rules: rows }
}

/** @throws Problem `request.invalid`, `prelabels.at-work` */
export async function askForRun(deps: Deps, project: ProjectId, what: PrelabelRun['what']): Promise<PrelabelState> {
  const asked = await getProject(deps.db, project)
  return deps.transact(async (tx) => {
    const { rules, run } = await findRules(tx.db, project)
    if (what === 'propose') refuseStrangers(asked, rules)
    if (run?.state === 'waiting' || run?.state === 'working') throw new Problem('prelabels.at-work')
    const waiting: PrelabelRun = {
      what,
      state: 'waiting',
      at: tx.now,
      looked: 0,
      changed: 0,
      marks: 0,
      dropped: 0,
      begun: 0,
      message: null,
      rule: null,
    }
    await saveRun(tx, project, waiting)
    await appendEvent(tx, deps.ids.next(), { kind: 'prelabels.asked', project, task: null, payload: { what } })
    return { rules, run: waiting }
  })
}

/**
 * Proposes on every task that nobody has begun, or takes back what was proposed. What rules proposed before is replaced;
 * what a file proposed stays. Run again after a crash it comes to the same.
 */
export async function runRules(deps: Deps, project: ProjectId, what: PrelabelRun['what']): Promise<void> {
  const asked = await findProject(deps.db, project)
  const { rules, run } = await findRules(deps.db, project)
  if (!asked || !run) return
  const living = what === 'remove' ? [] : rules
  const fault = strangers(asked, living)[0]
  if (fault) return finish({ ...run, state: 'failed', message: fault.message })
  let now: PrelabelRun = { ...run, state: 'working', looked: 0, changed: 0, marks: 0, dropped: 0, begun: 0 }
  try {
    let after = -1
    for (;;) {
      const page = await textPage(deps.db, project, after)
      const last = page.at(-1)
      if (!last) break
      after = last.position
      now = await onPage(page, now)
    }
    await finish({ ...now, state: 'done' })
  } catch (error) {
    if (!(error instanceof RuleTooSlow)) throw error
    await finish({ ...now, state: 'failed', message: 'too-slow', rule: error.rule.id })
  }

  async function finish(ended: PrelabelRun): Promise<void> {
    await deps.transact((tx) => saveRun(tx, project, { ...ended, at: tx.now }))
  }

  async function onPage(page: readonly TextTask[], before: PrelabelRun): Promise<PrelabelRun> {
    const free = page.filter(({ begun }) => !begun)
    const bases = free.map(({ prefill }) => notByRule(prefill))
    const proposals =
      living.length === 0
        ? []
        : await running({ rules: living, texts: free.map(({ text }, at) => ({ text, present: bases[at] ?? [] })) })
    const changes = free.flatMap((task, at) => {
      const prefill = [...(bases[at] ?? []), ...(proposals[at]?.marks ?? [])]
      return sameIds(prefill, task.prefill) ? [] : [{ id: task.id, prefill }]
    })
    return deps.transact(async (tx) => {
      const changed = await setPrefills(tx, project, changes)
      const next: PrelabelRun = {
        ...before,
        looked: before.looked + page.length,
        begun: before.begun + page.length - free.length + (changes.length - changed),
        changed: before.changed + changed,
        marks: before.marks + sum(proposals, ({ marks }) => marks.length),
        dropped: before.dropped + sum(proposals, ({ dropped }) => dropped),
      }
      await saveRun(tx, project, next)
      return next
    })
  }
}

/** Says that the run broke, by a fault of ours. */
export async function failRules(deps: Deps, project: ProjectId): Promise<void> {
  await deps.transact(async (tx) => {
    const { run } = await findRules(tx.db, project)
    if (run) await saveRun(tx, project, { ...run, state: 'failed', message: 'broken', at: tx.now })
  })
}

function refuseStrangers(project: Project, rules: PrelabelRules): void {
  const issues = strangers(project, rules)
  if (issues.length > 0) throw new Problem('request.invalid', { issues })
}

/** Rules that name what the project lacks. */
function strangers(project: Project, rules: PrelabelRules): ProblemIssue[] {
  return rules.flatMap(({ question, label }, at) => {
    const asked = project.questions.find(({ id, kind }) => id === question && kind === 'span')
    if (!asked) {
      return [{ path: `rules.${at}.question`, code: 'unknown', message: `The project asks no spans by "${question}".` }]
    }
    if (livingLabels(asked.labels).some(({ id }) => id === label)) return []
    return [{ path: `rules.${at}.label`, code: 'unknown-label', message: `"${asked.title}" has no class "${label}".` }]
  })
}

/** A rule that takes too long is the manager's to mend: the refusal names it. */
async function named<T>(rules: PrelabelRules, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RuleTooSlow)) throw error
    const at = rules.findIndex(({ id }) => id === error.rule.id)
    const message = 'This pattern did not come to an end. Look for a repetition within a repetition, such as (a+)+.'
    throw new Problem('request.invalid', { issues: [{ path: `rules.${at}.pattern`, code: 'too-slow', message }] })
  }
}

const notByRule = (prefill: Answers): Answers => prefill.filter((mark) => !isByRule(mark))

/** Ids hold the rule and the place. */
const ruleIn = ({ id }: Pick<Mark, 'id'>): string => id.split('-')[1] ?? ''

const sameIds = (a: Answers, b: Answers): boolean =>
  a.length === b.length && a.every((mark, at) => JSON.stringify(mark) === JSON.stringify(b[at]))

function exampleOf(task: TextTask, mark: Mark) {
  const { start, end } = mark.value as { readonly start: number; readonly end: number }
  const characters = [...task.text]
  return {
    task: task.name,
    before: characters.slice(Math.max(0, start - AROUND), start).join(''),
    quote: characters.slice(start, end).join(''),
    after: characters.slice(end, end + AROUND).join(''),
  }
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((total, row) => total + of(row), 0)
