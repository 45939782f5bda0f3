// Markdown for what a view shows, fetched when there is some; the words as they are until then.
import { lazy, type ReactNode, Suspense } from 'react'

const Markdown = lazy(() => import('./markdown.tsx').then((module) => ({ default: module.Markdown })))

export function markdown(text: string): ReactNode {
  return (
    <Suspense fallback={<p style={{ whiteSpace: 'pre-wrap' }}>{text}</p>}>
      <Markdown text={text} />
    </Suspense>
  )
}
