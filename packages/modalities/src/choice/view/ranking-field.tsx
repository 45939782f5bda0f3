// Answers side by side and what is made of them: by keys, by pressing, and of more than two by dragging into ranks.
import { type FieldProps, promptIn, type Ranking, responsesIn } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { type ReactNode, useMemo } from 'react'
import * as steps from '../core/index.ts'
import { orderShown, RankingValue, rankingOptions } from '../core/index.ts'
import { answering, answerOf } from './choice-answer.ts'
import { leaveOrSubmit } from './leave-or-submit.ts'
import { QuestionGroup } from './question-group.tsx'
import { RankSlots } from './rank-slots.tsx'
import { useRankingKeys } from './ranking-keys.ts'
import { useTyped } from './use-typed.ts'
import { Voices } from './voices.tsx'
import './ranking-field.css'

export function RankingField(field: FieldProps): ReactNode {
  const responses = useMemo(() => responsesIn(field.fields), [field.fields])
  if (responses.length < 2) {
    return (
      <QuestionGroup field={field}>
        <p className="choice-help">{field.t('choice.ranking.nothing')}</p>
      </QuestionGroup>
    )
  }
  return <Compared {...field} responses={responses} />
}

function Compared(field: FieldProps & { readonly responses: readonly string[] }): ReactNode {
  const { responses, question, task, viewer = '', t } = field
  const said = rankingIn(answerOf(field)?.value, responses.length)
  const drawn = useMemo(
    () => orderShown(responses.length, `${task} ${viewer} ${question.id}`),
    [responses.length, task, viewer, question.id],
  )
  const ranking = said ?? steps.openRanking(drawn)
  const options = rankingOptions(question)
  const put = (next: Ranking | undefined, burst?: string) => field.commit(answering(field, markValue(next)), burst)
  const acts = {
    choose: (place: number) => put(steps.chosen(ranking, place, options)),
    tie: () => put(steps.tied(ranking)),
    bad: () => put(steps.allBad(ranking)),
  }
  useRankingKeys(field, ranking.order, acts)
  const isPair = responses.length === 2
  const allTie = ranking.ranks.every((rank) => rank === 1)
  return (
    <div className="ranking-field" data-count={responses.length}>
      <Prompt {...field} />
      <div className="ranking-columns">
        {ranking.order.map((place, index) => (
          <Card
            key={place}
            field={field}
            ranking={ranking}
            place={place}
            number={index + 1}
            text={responses[place] ?? ''}
            choose={() => acts.choose(place)}
          />
        ))}
      </div>
      <div className="ranking-verdict">
        <QuestionGroup field={field}>
          <div className="ranking-buttons">
            {ranking.order.map((place, index) => (
              <button
                key={place}
                type="button"
                className="ranking-button"
                aria-pressed={ranking.ranks[place] !== null && (!isPair || isBest(ranking, place))}
                onClick={() => acts.choose(place)}
              >
                <span>{buttonWords(field, ranking, place, index + 1)}</span>
                <kbd className="choice-key">{index + 1}</kbd>
              </button>
            ))}
            <button type="button" className="ranking-button" aria-pressed={allTie} onClick={acts.tie}>
              <span>{t(isPair ? 'choice.ranking.tie' : 'choice.ranking.tieLast')}</span>
              <Voices field={field} says={(mark) => verdictOf(mark.value) === 'tie'} />
              <kbd className="choice-key">0</kbd>
            </button>
            <button type="button" className="ranking-button" aria-pressed={ranking.bad === true} onClick={acts.bad}>
              <span>{t(isPair ? 'choice.ranking.bothBad' : 'choice.ranking.allBad')}</span>
              <Voices field={field} says={(mark) => verdictOf(mark.value) === 'bad'} />
              <kbd className="choice-key">9</kbd>
            </button>
          </div>
          {isPair ? null : (
            <RankSlots
              ranking={ranking}
              drag={(place, rank) => put(steps.draggedTo(ranking, place, rank))}
              t={t}
              readOnly={field.readOnly}
            />
          )}
          {options.reason ? <Reason field={field} ranking={ranking} /> : null}
        </QuestionGroup>
      </div>
    </div>
  )
}

/** As a mark keeps it: a ranking is plain JSON, its absent fields absent. */
function markValue(ranking: Ranking | undefined): Mark['value'] | undefined {
  return ranking && (RankingValue.parse(ranking) as Mark['value'])
}

/** What was said, where it is of as many answers as the task has. */
function rankingIn(value: unknown, count: number): Ranking | null {
  const read = RankingValue.safeParse(value)
  return read.success && read.data.order.length === count ? read.data : null
}

function isBest({ ranks }: Ranking, place: number): boolean {
  return ranks[place] === 1 && ranks.filter((rank) => rank === 1).length === 1
}

function verdictOf(value: unknown): 'bad' | 'tie' | number | null {
  const read = RankingValue.safeParse(value)
  if (!read.success) return null
  if (read.data.bad) return 'bad'
  const best = read.data.ranks.flatMap((rank, place) => (rank === 1 ? [place] : []))
  return best.length > 1 ? 'tie' : (best[0] ?? null)
}

function buttonWords({ t, question }: FieldProps, ranking: Ranking, place: number, number: number): string {
  const rank = ranking.ranks[place] ?? null
  if (ranking.ranks.length > 2) {
    return rank === null ? t('choice.ranking.next', { number }) : t('choice.ranking.ranked', { number, rank })
  }
  const strength = rankingOptions(question).strength && isBest(ranking, place) ? (ranking.strength ?? 1) : 0
  return strength > 0 ? t(`choice.ranking.by.${strength}`, { number }) : t('choice.ranking.better', { number })
}

interface CardProps {
  readonly field: FieldProps
  readonly ranking: Ranking
  /** Its place in the file. */
  readonly place: number
  /** Its place on the page, from 1. */
  readonly number: number
  readonly text: string
  readonly choose: () => void
}

function Card({ field, ranking, place, number, text, choose }: CardProps): ReactNode {
  const { t } = field
  const rank = ranking.ranks[place] ?? null
  const isPair = ranking.ranks.length === 2
  const state = ranking.bad ? 'bad' : rank === 1 ? 'best' : rank === null || isPair ? undefined : 'ranked'
  return (
    <article className="ranking-card" aria-label={t('choice.ranking.answer', { number })} data-state={state}>
      <button type="button" className="ranking-head" disabled={field.readOnly} onClick={choose}>
        <span className="ranking-number">{number}</span>
        <span className="ranking-name">{t('choice.ranking.answer', { number })}</span>
        <Voices field={field} says={(mark) => verdictOf(mark.value) === place} />
        {rankWords(field, ranking, place)}
      </button>
      <div className="ranking-text" dir="auto">
        {dressed(field, text)}
      </div>
    </article>
  )
}

/** That all are bad; else of more than two its rank; of two that it is the better one, where one is. */
function rankWords({ t }: FieldProps, ranking: Ranking, place: number): ReactNode {
  if (ranking.bad) return <span className="ranking-rank ranking-bad">{t('choice.ranking.bad')}</span>
  const rank = ranking.ranks[place] ?? null
  const isPair = ranking.ranks.length === 2
  if (rank === null || (isPair && !isBest(ranking, place))) return null
  return <span className="ranking-rank">{t(isPair ? 'choice.ranking.best' : 'choice.ranking.rank', { rank })}</span>
}

/** As Markdown, where the frame can; else the words as they are. */
function dressed({ markdown }: FieldProps, text: string): ReactNode {
  // The kit knows no React; the frame gives what it draws.
  return markdown ? (markdown(text) as ReactNode) : <p className="ranking-plain">{text}</p>
}

function Prompt(field: FieldProps): ReactNode {
  const prompt = promptIn(field.fields)
  if (prompt.length === 0) return null
  const turns = typeof prompt === 'string' ? [{ role: '', content: prompt }] : prompt
  return (
    <section className="ranking-prompt" aria-label={field.t('choice.ranking.prompt')}>
      <h3 className="ranking-title">{field.t('choice.ranking.prompt')}</h3>
      {turns.map(({ role, content }, index) => (
        <div key={index} className="ranking-turn ranking-text" dir="auto">
          {role === '' ? null : <span className="ranking-role">{role}</span>}
          {dressed(field, content)}
        </div>
      ))}
    </section>
  )
}

/** Why, in words; one stay in the field is one undo step. */
function Reason({ field, ranking }: { readonly field: FieldProps; readonly ranking: Ranking }): ReactNode {
  const typed = useTyped(
    field,
    (value) => RankingValue.safeParse(value).data?.reason ?? '',
    (words) => {
      const next = steps.because(ranking, words)
      return markValue(next)
    },
  )
  return (
    <label className="ranking-reason">
      <span>{field.t('choice.ranking.reason')}</span>
      <textarea
        className="choice-input"
        dir="auto"
        rows={2}
        value={typed.text}
        onChange={(event) => typed.onChange(event.target.value)}
        onFocus={typed.onFocus}
        onBlur={typed.onBlur}
        onKeyDown={(event) => leaveOrSubmit(event, field, true)}
      />
    </label>
  )
}
