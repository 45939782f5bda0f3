// The versions of others in review, each as its difference from the text above, to be taken over by a press.
import type { StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { diffTranscripts } from '../core/diff.ts'
import { normalisationOf } from '../core/words.ts'
import { currentText } from '../core/writing.ts'
import { WordDiff } from './word-diff.tsx'

interface VersionsProps {
  readonly props: StageProps
  readonly question: Question
  /** The text that the versions are compared with. */
  readonly reference: string
  /** The text above. */
  readonly current: string
  readonly onUse: (text: string) => void
}

export function Versions({ props, question, reference, current, onUse }: VersionsProps) {
  const { t } = props
  const shown = props.layers.filter((layer) => layer.visible)
  if (shown.length === 0) return null
  return (
    <div className="transcript-part">
      <h3 id="transcript-versions">{t('audio.versions')}</h3>
      <ul className="transcript-versions" aria-labelledby="transcript-versions">
        {shown.map((layer) => {
          const text = currentText(layer.answers, question)
          return (
            <li key={layer.id} style={{ borderInlineStartColor: props.colour(layer.colour) }}>
              <span className="transcript-version-name">{layer.name}</span>
              {text === '' ? (
                <p className="word-diff transcript-empty">{t('audio.noText')}</p>
              ) : (
                <WordDiff
                  diff={diffTranscripts(reference, text, normalisationOf(question))}
                  lang={props.fields['lang']}
                  t={t}
                />
              )}
              {text === current ? (
                <span className="transcript-version-same">{t('audio.sameAsAbove')}</span>
              ) : props.readOnly || text === '' ? null : (
                <button type="button" onClick={() => onUse(text)}>
                  {t('audio.useThis')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
