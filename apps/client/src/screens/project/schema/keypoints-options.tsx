// KeypointsOptions: the points of a pose in their order, and the lines between them.
import type { Question } from '@etabli/schema'
import { useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { TextArea } from '../../../ui/field.tsx'
import { bonesIn, bonesText, namesIn, pointsOf } from './keypoints-points.ts'

interface KeypointsOptionsProps {
  readonly question: Question
  readonly onChange: (question: Question) => void
}

export function KeypointsOptions({ question, onChange }: KeypointsOptionsProps) {
  const { t } = useWords()
  const [texts, setTexts] = useState(() => {
    const { names, bones } = pointsOf(question)
    return { names: names.join('\n'), bones: bonesText(names, bones) }
  })
  const { wrong } = bonesIn(texts.bones, namesIn(texts.names))
  const change = (next: typeof texts) => {
    setTexts(next)
    const names = namesIn(next.names)
    const { bones } = bonesIn(next.bones, names)
    const { sigmas, ...others } = question.options
    // The spread belongs to the points by their place: with other points it means nothing.
    const kept = Array.isArray(sigmas) && sigmas.length === names.length ? { sigmas } : {}
    onChange({ ...question, options: { ...others, ...kept, names, bones } })
  }
  return (
    <div className="kind-options" data-wide="">
      <TextArea
        label={t('schema.options.keypoints.names')}
        description={t('schema.options.keypoints.namesHint')}
        value={texts.names}
        onChange={(names) => change({ ...texts, names })}
        rows={6}
      />
      <TextArea
        label={t('schema.options.keypoints.bones')}
        description={t('schema.options.keypoints.bonesHint')}
        error={wrong === null ? null : t('schema.options.keypoints.unknownBone', { line: wrong })}
        value={texts.bones}
        onChange={(bones) => change({ ...texts, bones })}
        rows={6}
      />
    </div>
  )
}
