// Voices: the annotators of the task: colour, name, how long they took; each can be shown, hidden and sent back.
import type { AnnotationId } from '@etabli/schema'
import { Eye, EyeOff, Undo2 } from 'lucide-react'
import { useWords } from '../../hooks/use-words.ts'
import { LabelDot } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { duration, RelativeTime } from '../../ui/relative-time.tsx'
import type { Voice } from './reading.ts'

export interface VoicesProps {
  readonly voices: readonly Voice[]
  readonly hidden: ReadonlySet<string>
  readonly onToggle: (annotation: AnnotationId) => void
  /** Null where nothing can be sent back. */
  readonly onSendBack: ((annotation: AnnotationId) => void) | null
}

export function Voices({ voices, hidden, onToggle, onSendBack }: VoicesProps) {
  const { t } = useWords()
  return (
    <section className="panel-part" aria-labelledby="review-voices">
      <h3 className="panel-title" id="review-voices">
        {t('review.voices', { count: voices.length })}
      </h3>
      <ul className="review-voices">
        {voices.map(({ said, colour, name }, index) => {
          const { annotation, simulated } = said
          const shown = !hidden.has(annotation.id)
          return (
            <li key={annotation.id} className="review-voice" data-hidden={shown ? undefined : ''}>
              <button
                type="button"
                className="review-voice-toggle"
                aria-pressed={shown}
                title={shown ? t('review.hide', { name }) : t('review.show', { name })}
                onClick={() => onToggle(annotation.id)}
              >
                <LabelDot colour={colour} />
                <span className="review-voice-words">
                  <span className="review-voice-name">{name}</span>
                  <span className="muted review-small">
                    {simulated && !name.includes(t('review.simulated')) ? `${t('review.simulated')} · ` : ''}
                    {duration(annotation.activeMs)} · <RelativeTime at={annotation.submittedAt} />
                  </span>
                </span>
                {shown ? <Eye size={14} aria-hidden="true" /> : <EyeOff size={14} aria-hidden="true" />}
                {index < 9 ? <KeyCap keys={`Shift+${index + 1}`} /> : null}
              </button>
              {onSendBack ? (
                <IconButton
                  label={t('review.sendBackOf', { name })}
                  icon={<Undo2 size={14} />}
                  size="sm"
                  placement="left"
                  onPress={() => onSendBack(annotation.id)}
                />
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
