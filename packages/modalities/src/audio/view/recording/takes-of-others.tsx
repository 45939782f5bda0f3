// The takes of each person in review: to be heard beside each other, and one of them to be taken instead.
import { adding, changing, type StageProps } from '@etabli/modality-kit'
import type { Mark, Question } from '@etabli/schema'
import { takeIn } from '../../core/kinds/recording-value.ts'
import { TakePlayer } from './take-player.tsx'
import { TakeReport } from './take-report.tsx'

interface TakesOfOthersProps extends StageProps {
  readonly question: Question
  /** The answer, where there is one. */
  readonly mark: Mark | undefined
}

export function TakesOfOthers(props: TakesOfOthersProps) {
  const { question, layers, mark, takes, theme, language, t } = props
  const chosen = takeIn(mark)?.blob
  const shown = layers.filter((layer) => layer.visible)
  if (shown.length === 0) return null
  const use = (value: Mark['value']): void => {
    const made: Mark = {
      id: mark?.id ?? props.newId(),
      question: question.id,
      kind: 'recording',
      label: null,
      value,
      source: 'person',
      confidence: null,
    }
    props.commit([mark ? changing(mark, made) : adding(made)])
  }
  return (
    <section className="recording-others">
      <h3 id="recording-others">{t('recording.others')}</h3>
      <ul className="recording-voices" aria-labelledby="recording-others">
        {shown.map((layer) => {
          const take = takeIn(layer.answers.find((candidate) => candidate.question === question.id))
          return (
            <li key={layer.id} style={{ borderInlineStartColor: props.colour(layer.colour) }}>
              <span className="recording-other-name">{layer.name}</span>
              {take ? (
                <>
                  <TakePlayer take={take} takes={takes} name={layer.name} theme={theme} t={t} />
                  <TakeReport take={take} language={language} t={t} />
                  {take.blob === chosen ? (
                    <span className="recording-same">{t('recording.isChosen')}</span>
                  ) : props.readOnly ? null : (
                    <button type="button" onClick={() => use(take)}>
                      {t('recording.useThis')}
                    </button>
                  )}
                </>
              ) : (
                <p className="recording-none">{t('recording.none')}</p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
