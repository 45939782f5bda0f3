// TaskStateBadge: where a task is in its life.
import type { TaskState } from '@etabli/schema'
import { useWords } from '../../../hooks/use-words.ts'
import { Badge } from '../../../ui/badge.tsx'

const tones = { open: 'plain', done: 'info', settled: 'ok', 'set-aside': 'warn' } as const

export function TaskStateBadge({ state }: { readonly state: TaskState }) {
  const { t } = useWords()
  return <Badge tone={tones[state]}>{t(`tasks.states.${state}`)}</Badge>
}
