// TaskFilters: which tasks are listed and in what order.
import { type Project, TaskState } from '@etabli/schema'
import { useEffect, useState } from 'react'
import { useFetched } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { type Band, bandOf, bands, isFiltered, withFilter } from './filters.ts'

export interface TaskFiltersProps {
  readonly project: Project
  readonly search: URLSearchParams
  readonly onSearch: (search: URLSearchParams) => void
}

const TYPING_MS = 250

export function TaskFilters({ project, search, onSearch }: TaskFiltersProps) {
  const { t } = useWords()
  const members = useFetched('members.list', { params: { project: project.id } })
  const set = (name: string, value: string) => onSearch(withFilter(search, { [name]: value === 'any' ? null : value }))
  const labels = new Map(
    project.questions.flatMap((question) => question.labels.map((label) => [label.id as string, label.name])),
  )
  const band = bandOf(search)
  return (
    <div className="tasks-filters">
      <SearchField value={search.get('search') ?? ''} onChange={(value) => set('search', value)} />
      <Select
        label={t('tasks.state')}
        value={search.get('state') ?? 'any'}
        onChange={(id) => set('state', id)}
        options={[
          { id: 'any', name: t('tasks.anyState') },
          ...TaskState.options.map((id) => ({ id, name: t(`tasks.states.${id}`) })),
        ]}
      />
      {labels.size > 0 ? (
        <Select
          label={t('tasks.label')}
          value={search.get('label') ?? 'any'}
          onChange={(id) => set('label', id)}
          options={[{ id: 'any', name: t('tasks.anyLabel') }, ...[...labels].map(([id, name]) => ({ id, name }))]}
        />
      ) : null}
      <Select
        label={t('tasks.person')}
        value={search.get('person') ?? 'any'}
        onChange={(id) => set('person', id)}
        options={[
          { id: 'any', name: t('tasks.anyPerson') },
          ...(members.data?.rows ?? []).map(({ person, name }) => ({ id: person as string, name })),
        ]}
      />
      <Select
        label={t('tasks.similarity')}
        value={band}
        onChange={(id) => {
          if (id === 'other') return
          const { min, max } = id === 'any' ? { min: null, max: null } : bands[id]
          onSearch(withFilter(search, { minSimilarity: min, maxSimilarity: max }))
        }}
        options={[
          { id: 'any' as const, name: t('tasks.anySimilarity') },
          ...(Object.keys(bands) as Band[]).map((id) => ({ id, name: t(`tasks.bands.${id}`) })),
          ...(band === 'other' ? [{ id: 'other' as const, name: rangeWords(search) }] : []),
        ]}
      />
      <Select
        label={t('tasks.order')}
        value={search.get('order') ?? 'position'}
        onChange={(id) => set('order', id === 'position' ? '' : id)}
        options={[
          { id: 'position', name: t('tasks.orders.position') },
          { id: 'worst', name: t('tasks.orders.worst') },
        ]}
      />
      {isFiltered(search) ? (
        <Button variant="quiet" onPress={() => onSearch(new URLSearchParams())}>
          {t('tasks.clear')}
        </Button>
      ) : null}
    </div>
  )
}

/** `20–30 %`, for bounds that another page asked for. */
function rangeWords(search: URLSearchParams): string {
  const percent = (name: string, fallback: number) => Math.round(100 * Number(search.get(name) ?? fallback))
  return `${percent('minSimilarity', 0)}–${percent('maxSimilarity', 1)} %`
}

/** Asks the server when the person stops typing. */
function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <TextField
      label={t('tasks.search')}
      type="search"
      placeholder={t('tasks.searchHint')}
      value={typed}
      onChange={setTyped}
      maxLength={200}
    />
  )
}
