// Which tasks the reviewer's queue lists.
export const filters = ['undecided', 'done', 'open', 'settled'] as const
export type Filter = (typeof filters)[number]

/** The query of `tasks.list`; those without two answers to compare come last under `worst`. */
export function queryOf(filter: Filter) {
  switch (filter) {
    case 'undecided':
      return { order: 'worst', state: 'done', undecided: '1' } as const
    case 'done':
      return { order: 'worst', state: 'done' } as const
    case 'open':
      return { order: 'worst', state: 'open' } as const
    case 'settled':
      return { order: 'position', state: 'settled' } as const
  }
}
