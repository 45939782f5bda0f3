// LabelList: the classes of a question, each with colour, name, key and how many marks have it.
import type { StageProps } from '@etabli/modality-kit'
import type { LabelId, Question } from '@etabli/schema'
import { useMemo } from 'react'
import { LabelDot } from '../ui/badge.tsx'
import { KeyCap } from '../ui/key-cap.tsx'
import { labelTree } from './label-tree.ts'
import './label-list.css'

export interface LabelListProps {
  readonly question: Question
  readonly stage: StageProps
  readonly choose: (question: Question, label: LabelId) => void
}

export function LabelList({ question, stage, choose }: LabelListProps) {
  const { answers, active, readOnly, t } = stage
  const counts = useMemo(() => {
    const found = new Map<LabelId, number>()
    for (const mark of answers) {
      if (mark.question === question.id && mark.label !== null) found.set(mark.label, (found.get(mark.label) ?? 0) + 1)
    }
    return found
  }, [answers, question.id])
  return (
    <div className="label-list">
      <h3 className="panel-title">
        {question.title}
        {question.required ? <span className="panel-required"> {t('choice.required')}</span> : null}
      </h3>
      {question.help ? <p className="panel-help">{question.help}</p> : null}
      <ul className="label-list-rows" aria-label={question.title}>
        {shownLabels(question, counts).map(({ label, depth }) => {
          const isActive = active?.question === question.id && active.label === label.id
          return (
            <li key={label.id}>
              <button
                type="button"
                className="label-list-row"
                aria-pressed={isActive}
                disabled={readOnly || label.retired === true}
                data-retired={label.retired ? '' : undefined}
                style={depth === 0 ? undefined : { paddingInlineStart: `${8 + depth * 14}px` }}
                onClick={() => choose(question, label.id)}
              >
                <LabelDot colour={label.colour} />
                <span className="label-list-name">{label.name}</span>
                <span className="label-list-count tabular">{counts.get(label.id) ?? ''}</span>
                {label.key === null ? null : <KeyCap keys={label.key} />}
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** The classes as a tree; a retired one only while marks have it. */
function shownLabels(question: Question, counts: ReadonlyMap<LabelId, number>) {
  return labelTree(question.labels).filter(({ label }) => !label.retired || counts.has(label.id))
}
