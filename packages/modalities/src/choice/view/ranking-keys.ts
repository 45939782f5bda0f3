// The keys of a comparison: 1 to 6 an answer as it stands on the page, 0 a tie, 9 all bad.
import type { Command, FieldProps } from '@etabli/modality-kit'
import { useEffect, useRef } from 'react'

interface Acts {
  /** By place in the file. */
  readonly choose: (place: number) => void
  readonly tie: () => void
  readonly bad: () => void
}

export function useRankingKeys(field: FieldProps, order: readonly number[], acts: Acts): void {
  const { register, question, readOnly, questions } = field
  const now = useRef({ order, acts })
  now.current = { order, acts }
  const count = order.length
  // Two comparisons on one page: the keys are those of the one that holds the focus, else of the first.
  const isFirst = questions.find(({ kind }) => kind === 'ranking')?.id === question.id
  useEffect(() => {
    if (readOnly) return
    const enabled = () => {
      const within = document.activeElement?.closest('[data-question]')?.getAttribute('data-question') ?? null
      return within === question.id || (isFirst && within === null)
    }
    const commands: Command[] = Array.from({ length: count }, (_, index) => ({
      id: `choice.rank-${index + 1}`,
      keys: [String(index + 1)],
      enabled,
      run() {
        const place = now.current.order[index]
        if (place !== undefined) now.current.acts.choose(place)
      },
    }))
    return register([
      ...commands,
      { id: 'choice.rank-tie', keys: ['0'], enabled, run: () => now.current.acts.tie() },
      { id: 'choice.rank-bad', keys: ['9'], enabled, run: () => now.current.acts.bad() },
    ])
  }, [register, question.id, readOnly, count, isFirst])
}
