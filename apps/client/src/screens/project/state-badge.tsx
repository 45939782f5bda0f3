// StateBadge: whether a project's queue is open, as a word with its colour.
import type { ProjectState } from '@etabli/schema'
import { useWords } from '../../hooks/use-words.ts'
import { Badge } from '../../ui/badge.tsx'

const tones = { draft: 'plain', open: 'ok', paused: 'warn', archived: 'plain' } as const

export function StateBadge({ state }: { readonly state: ProjectState }) {
  const { t } = useWords()
  return <Badge tone={tones[state]}>{t(`projects.states.${state}`)}</Badge>
}
