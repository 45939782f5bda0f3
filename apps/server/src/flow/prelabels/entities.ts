// Entities that wink-nlp's packaged English model finds: dates, times, money, addresses and the like; no names of people
// or places, which this model does not know. Import it when first asked for: that takes half a second and some megabytes.
import type { Entity } from '@etabli/modalities'
import { EntityType } from '@etabli/schema'
import model from 'wink-eng-lite-web-model'
import winkNLP, { type Document, type ItemEntity, type ItemToken, type ItsHelpers } from 'wink-nlp'

/** Sentences and entities only: parts of speech and sentiment would take most of the time. */
const nlp = winkNLP(model, ['sbd', 'ner'])

/** The entities of an English text, in UTF-16 indices, in order; none where the model's tokens do not make up the text. */
export function entitiesIn(text: string): Entity[] {
  const document = nlp.readDoc(text)
  const bounds = tokenBounds(document, nlp.its)
  if ((bounds.at(-1)?.to ?? 0) !== text.trimEnd().length) return []
  const found: Entity[] = []
  document.entities().each((entity: ItemEntity) => {
    const { type } = entity.out(nlp.its.detail) as unknown as { readonly type: string }
    const [first = 0, last = 0] = entity.out(nlp.its.span) as unknown as [number, number]
    const read = EntityType.safeParse(type)
    const [from, to] = [bounds[first]?.from, bounds[last]?.to]
    if (read.success && from !== undefined && to !== undefined) found.push({ type: read.data, from, to })
  })
  return wholeEmoji(text, found)
}

function tokenBounds(document: Document, its: ItsHelpers): { readonly from: number; readonly to: number }[] {
  const bounds: { from: number; to: number }[] = []
  let at = 0
  document.tokens().each((token: ItemToken) => {
    const from = at + token.out(its.precedingSpaces).length
    at = from + token.out(its.value).length
    bounds.push({ from, to: at })
  })
  return bounds
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The model takes an emoji of several code points (👩‍🔬) for several: each stretch becomes whole characters, each once. */
function wholeEmoji(text: string, entities: readonly Entity[]): Entity[] {
  const emoji = entities.some(({ type }) => type === 'EMOJI') ? graphemes.segment(text) : null
  let last = -1
  return entities.flatMap((entity) => {
    if (entity.type !== 'EMOJI') return [entity]
    const whole = emoji?.containing(entity.from)
    if (!whole || whole.index === last) return []
    last = whole.index
    return [{ ...entity, from: whole.index, to: Math.max(entity.to, whole.index + whole.segment.length) }]
  })
}
