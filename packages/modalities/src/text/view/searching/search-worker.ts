// The worker of search: keeps the text that was looked at last. It may be ended at any moment, in the midst of an expression.
import { type Search, search } from '../../core/matches.ts'
import { createPassage, type Passage } from '../../core/passage.ts'
import type { Stretch } from '../../core/tokens.ts'
import type { SearchReply, SearchRequest } from './messages.ts'

/** What was found is told at least so often, so that little is lost where the worker is ended. */
const TELL_MILLIS = 100

let passage: Passage | null = null

globalThis.addEventListener('message', ({ data: { id, wanted, text } }: MessageEvent<SearchRequest>) => {
  if (text !== null) passage = createPassage(text)
  tell({ id, type: 'begun' })
  if (passage) run(id, passage, wanted)
})

function run(id: number, passage: Passage, wanted: Search): void {
  let kept: Stretch[] = []
  let told = performance.now()
  const tellHits = (): void => {
    tell({ id, type: 'hits', hits: Uint32Array.from(kept.flatMap(({ start, end }) => [start, end])) })
    kept = []
    told = performance.now()
  }
  const searching = search(passage, wanted)
  for (let step = searching.next(); ; step = searching.next()) {
    if (step.done) {
      tellHits()
      tell({ id, type: 'done', cut: step.value.cut, fault: step.value.fault })
      return
    }
    kept.push(step.value)
    if (performance.now() - told > TELL_MILLIS) tellHits()
  }
}

function tell(reply: SearchReply): void {
  globalThis.postMessage(reply)
}
