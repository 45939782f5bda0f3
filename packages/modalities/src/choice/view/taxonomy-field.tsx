// A class of a large taxonomy by keys alone: type to find, arrows through the tree, Enter picks. Only the rows in sight
// are drawn, so that ten thousand classes cost as much as ten.
import { type FieldProps, isLeaf, pathOf, type TaxonomyNode, taxonomyOf } from '@etabli/modality-kit'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { answerWithLabel, isLeafOnly, labelsIn, MultipleOptions } from '../core/index.ts'
import { answerOf } from './choice-answer.ts'
import { ChosenClasses } from './chosen-classes.tsx'
import { QuestionGroup } from './question-group.tsx'
import { recentClasses, rememberClass } from './recent-classes.ts'
import { isTaxonomy } from './taxonomies.ts'
import { TaxonomyList } from './taxonomy-list.tsx'
import { rowsOf, steppedSideways } from './taxonomy-rows.ts'
import './taxonomy-field.css'
import { isBareKey } from './bare-key.ts'

export function TaxonomyField(field: FieldProps): ReactNode {
  const { question, t } = field
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const { chosen, several, max, pick: answer } = useAnswer(field)
  const taxonomy = taxonomyOf(question.labels)
  const [query, setQuery] = useState('')
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)
  const [recent, setRecent] = useState(() => recentClasses(question.id))
  const rows = useMemo(
    () => rowsOf(taxonomy, { query, open, recent }, ({ label }) => label.retired !== true || chosen.includes(label.id)),
    [taxonomy, query, open, recent, chosen],
  )
  useFindKey(field, input)
  const leafOnly = isLeafOnly(question)
  const full = several && max !== undefined && chosen.length >= max
  const mayPick = (node: TaxonomyNode) =>
    chosen.includes(node.label.id) || (!full && !(leafOnly && !isLeaf(node)) && node.label.retired !== true)
  const type = (text: string) => {
    setQuery(text)
    setAt(0)
  }
  const turn = (node: TaxonomyNode) =>
    setOpen((now) => {
      const { id } = node.label
      return now.has(id) ? new Set([...now].filter((other) => other !== id)) : new Set([...now, id])
    })
  const pick = (node: TaxonomyNode) => {
    if (field.readOnly) return
    if (!mayPick(node)) {
      // Where only the lowest may be chosen, Enter on another goes on into it.
      if (leafOnly && !isLeaf(node)) {
        setQuery('')
        setOpen((now) => new Set([...now, ...pathOf(node).map(({ label }) => label.id)]))
      }
      return
    }
    answer(node)
    rememberClass(question.id, node.label.id)
    type('')
    // The list keeps its order while one is at it; what was chosen comes first with the next task.
    if (!several) input.current?.blur()
    field.announce(
      t(chosen.includes(node.label.id) ? 'choice.taxonomy.removed' : 'choice.taxonomy.chosen', {
        name: node.label.name,
      }),
    )
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!isBareKey(event)) return
    const row = rows[at]
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    const sideways = query === '' ? ({ ArrowRight: 1, ArrowLeft: -1 } as const)[event.key as 'ArrowRight'] : undefined
    if (step !== undefined) setAt(Math.max(0, Math.min(rows.length - 1, at + step)))
    else if (sideways !== undefined) {
      const next = steppedSideways(rows, at, open, sideways)
      setOpen(next.open)
      setAt(next.at)
    } else if (event.key === 'Enter' && row) pick(row.node)
    else if (event.key === 'Escape') {
      if (query !== '') type('')
      else event.currentTarget.blur()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <QuestionGroup field={field} control={`${list}-find`}>
      <ChosenClasses field={field} chosen={chosen} remove={several ? (node) => answer(node) : null} />
      <div className="taxonomy-find">
        <input
          ref={input}
          id={`${list}-find`}
          type="search"
          role="combobox"
          className="choice-input"
          autoComplete="off"
          spellCheck={false}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={rows[at] ? `${list}-${at}` : undefined}
          placeholder={t('choice.taxonomy.find', { count: question.labels.length })}
          value={query}
          onChange={(event) => type(event.target.value)}
          onFocus={() => setRecent(recentClasses(question.id))}
          onKeyDown={press}
        />
        <kbd className="choice-key">/</kbd>
      </div>
      <TaxonomyList
        id={list}
        field={field}
        rows={rows}
        at={at}
        query={query}
        chosen={chosen}
        mayPick={mayPick}
        pick={(node, index) => {
          setAt(index)
          pick(node)
        }}
        turn={turn}
      />
      {max === undefined ? null : <p className="choice-help">{t('choice.atMost', { count: max })}</p>}
      {leafOnly ? <p className="choice-help">{t('choice.taxonomy.leafOnly')}</p> : null}
    </QuestionGroup>
  )
}

const NONE: readonly string[] = []

function useAnswer(field: FieldProps) {
  const { question, answers, newId } = field
  const several = question.kind === 'multiple'
  const mark = answerOf(field)
  const chosen = useMemo((): readonly string[] => {
    if (!mark) return NONE
    return mark.kind === 'multiple' ? labelsIn(mark) : mark.label === null ? NONE : [mark.label]
  }, [mark])
  const bounds = several ? MultipleOptions.safeParse(question.options).data : undefined
  const pick = (node: TaxonomyNode) => field.commit(answerWithLabel(answers, question, node.label.id, newId))
  return { chosen, several, max: bounds?.max, pick }
}

/** One key for all taxonomies of a page: it goes to the first, and from each to the next. */
function useFindKey(
  { register, question, questions, readOnly }: FieldProps,
  input: { current: HTMLInputElement | null },
) {
  const isFirst = questions.find((other) => isTaxonomy(other.labels) && isChoice(other.kind))?.id === question.id
  useEffect(() => {
    if (!isFirst || readOnly) return
    const run = () => {
      const inputs = [...document.querySelectorAll<HTMLInputElement>('.taxonomy-find > input')]
      const here = inputs.indexOf(document.activeElement as HTMLInputElement)
      const next = here < 0 ? input.current : inputs[(here + 1) % inputs.length]
      next?.focus()
      next?.closest('.choice-field')?.scrollIntoView({ block: 'nearest' })
    }
    return register([{ id: 'choice.find', keys: ['/'], run }])
  }, [register, isFirst, readOnly, input])
}

function isChoice(kind: string): boolean {
  return kind === 'single' || kind === 'multiple'
}
