// Choice: kinds answered by a field (one label, several, a rating, a number, words); any project may use them.
import { defineModality } from '@etabli/modality-kit'
import { multiple } from './kinds/multiple.ts'
import { number } from './kinds/number.ts'
import { ranking } from './kinds/ranking.ts'
import { rating } from './kinds/rating.ts'
import { single } from './kinds/single.ts'
import { words } from './kinds/words.ts'
import { preferenceOut } from './mappings/preference-out.ts'
import { csvIn, jsonlIn } from './mappings/rows-in.ts'
import { csvOut, jsonlOut } from './mappings/rows-out.ts'
import { templates } from './templates.ts'

export { answerWithLabel, answerWithLevel, freshMark, labelsIn, levelKeys } from './answer-by-key.ts'
export { MultipleOptions } from './kinds/multiple.ts'
export { checkNumber, type NumberOptions, numberOptions } from './kinds/number.ts'
export { rankingOptions } from './kinds/ranking.ts'
export { RankingValue } from './kinds/ranking-value.ts'
export { ratingOptions } from './kinds/rating.ts'
export { isLeafOnly } from './kinds/single.ts'
export { wordsOptions } from './kinds/words.ts'
export { orderShown } from './order-shown.ts'
export { allBad, because, chosen, draggedTo, openRanking, tied } from './ranking-steps.ts'
export { highlighted, searchTaxonomy } from './taxonomy/search.ts'

export const choice = defineModality({
  id: 'choice',
  media: null,
  kinds: [single, multiple, rating, number, words, ranking],
  imports: [csvIn, jsonlIn],
  exports: [jsonlOut, csvOut, preferenceOut],
  templates,
})
