// The classes that are the answer, each with its path.
import { type FieldProps, pathOf, type TaxonomyNode, taxonomyOf } from '@etabli/modality-kit'
import type { ReactNode } from 'react'

interface ChosenClassesProps {
  readonly field: FieldProps
  readonly chosen: readonly string[]
  /** Takes one of several out; null where there is at most one, which the question's own button clears. */
  readonly remove: ((node: TaxonomyNode) => void) | null
}

export function ChosenClasses({ field, chosen, remove }: ChosenClassesProps): ReactNode {
  const { question, t, colour, readOnly } = field
  const { byId } = taxonomyOf(question.labels)
  const nodes = chosen.flatMap((id) => byId.get(id) ?? [])
  if (nodes.length === 0) return null
  return (
    <ul className="taxonomy-chosen" aria-label={t('choice.taxonomy.answer')}>
      {nodes.map((node) => (
        <li key={node.label.id} className="taxonomy-chip">
          <span className="choice-dot" style={{ backgroundColor: colour(node.label.colour) }} aria-hidden="true" />
          <Path node={node} />
          {remove && !readOnly ? (
            <button
              type="button"
              className="choice-clear"
              aria-label={t('choice.taxonomy.remove', { name: node.label.name })}
              onClick={() => remove(node)}
            >
              ×
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** `Home › Kitchen › Kettles`, the class itself in ink. */
function Path({ node }: { readonly node: TaxonomyNode }): ReactNode {
  const path = pathOf(node)
  return (
    <span className="taxonomy-path" dir="auto">
      {path.map(({ label }, index) =>
        index === path.length - 1 ? (
          <strong key={label.id}>{label.name}</strong>
        ) : (
          <span key={label.id}>{`${label.name} › `}</span>
        ),
      )}
    </span>
  )
}
