// What colours and dashes mean: whose marks are whose in review, and how sure a model was where colour says so.
import type { StageProps } from '@etabli/modality-kit'
import { confidenceColour, confidenceSteps } from './look.ts'
import { PROPOSED, personDash } from './styles.ts'
import type { View } from './view.ts'
import { colourSetting } from './view-settings.ts'
import './legend.css'

interface Row {
  readonly key: string
  readonly colour: string
  readonly dash: readonly number[]
  readonly words: string
}

export function Legend({ props, view }: { readonly props: StageProps; readonly view: View }) {
  const rows = rowsOf(props, view)
  if (rows.length === 0) return null
  return (
    <ul className="image-legend" aria-label={props.t('image.legend')}>
      {rows.map(({ key, colour, dash, words }) => (
        <li key={key} className="image-legend-row">
          <svg viewBox="0 0 28 8" aria-hidden="true">
            <line x1="0" y1="4" x2="28" y2="4" stroke={colour} strokeWidth="2.5" strokeDasharray={dash.join(' ')} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  )
}

function rowsOf({ layers, colour, t, answers, language }: StageProps, { settings, tokens }: View): Row[] {
  const inReview = layers.length > 0
  const colourBy = settings[colourSetting(inReview)]
  const people = layers
    .filter(({ visible }) => visible)
    .map((layer) => ({
      key: layer.id,
      colour: colourBy === 'person' ? colour(layer.colour) : tokens.ink,
      dash: personDash(layer.colour),
      words: layer.name,
    }))
  if (colourBy === 'confidence') return [...people, ...confidenceRows(t, tokens, language)]
  if (colourBy === 'class' || (inReview && people.length === 0)) return people
  if (inReview) return [{ key: 'own', colour: tokens.ink, dash: [], words: t('image.view.settled') }, ...people]
  const sources = answers.some(({ source }) => source !== 'person')
  return sources
    ? [
        { key: 'person', colour: tokens.ink, dash: [], words: t('image.view.byPerson') },
        { key: 'proposed', colour: tokens.ink, dash: PROPOSED, words: t('image.view.proposed') },
      ]
    : []
}

function confidenceRows(t: StageProps['t'], tokens: View['tokens'], language: string): Row[] {
  const share = new Intl.NumberFormat(language, { style: 'percent' })
  const steps = confidenceSteps.map((from, index) => ({
    key: `c${from}`,
    colour: confidenceColour(from, tokens),
    dash: PROPOSED,
    words: `${share.format(from)} – ${share.format(confidenceSteps[index + 1] ?? 1)}`,
  }))
  return [...steps.toReversed(), { key: 'none', colour: tokens.ink, dash: [], words: t('image.view.byPerson') }]
}
