// What screen readers are told of spans.
import type { Patch, StageProps } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { type Passage, stretchOf } from '../core/index.ts'
import type { EditingNow } from './editing-now.ts'

/** A span by its words and label. */
export function announceMark(mark: Mark, { props, passage }: Pick<EditingNow, 'props' | 'passage'>): void {
  const { start, end } = stretchOf(mark)
  const label = props.questions.find(({ id }) => id === mark.question)?.labels.find(({ id }) => id === mark.label)
  props.announce(props.t('text.spanIs', { words: passage.index.slice(start, end), label: label?.name ?? '' }))
}

/** What a gesture made or took away. */
export function announcePatches(patches: readonly Patch[], props: StageProps, passage: Passage): void {
  const added = patches.find(({ before, after }) => before === null && after !== null)?.after
  const removed = patches.filter(({ after }) => after === null).length
  if (added) announceMark(added, { props, passage })
  else if (removed > 0) props.announce(props.t('text.removed', { count: removed }))
}
