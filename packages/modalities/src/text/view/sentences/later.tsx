// The field of sentences, fetched when a question asks for them; spans are listed by the frame and need no field.
import type { FieldProps } from '@etabli/modality-kit'
import { lazy, type ReactNode, Suspense } from 'react'

const Sentences = lazy(() => import('./sentence-field.tsx').then((module) => ({ default: module.SentenceField })))

export function TextField(field: FieldProps): ReactNode {
  return field.question.kind === 'sentence' ? (
    <Suspense fallback={null}>
      <Sentences {...field} />
    </Suspense>
  ) : null
}
