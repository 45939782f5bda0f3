// Which point of a pose the next press sets, how many there are, and what else may be done; above the image.
import type { StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { keypointsAsked } from '../core/kinds/keypoints.ts'
import { nextPointOf } from '../core/tools/keypoints.ts'
import type { StageModel } from './model.ts'
import { useModel } from './use-model.ts'
import './point-hint.css'

interface PointHintProps {
  readonly model: StageModel
  readonly question: Question
  readonly t: StageProps['t']
}

export function PointHint({ model, question, t }: PointHintProps) {
  const at = useModel(model, ({ drawing, tool }) => (tool === 'draw' ? nextPointOf(drawing.state) : null))
  const { names } = keypointsAsked(question)
  const name = at === null ? undefined : names[at]
  if (at === null || name === undefined) return null
  return (
    <div className="point-hint" role="status">
      <strong>{name}</strong>
      <span className="point-hint-count">
        {at + 1}/{names.length}
      </span>
      <span className="point-hint-more">{t('image.pointHint')}</span>
    </div>
  )
}
