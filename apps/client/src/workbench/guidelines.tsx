// GuidelinesSheet: the project's guidelines beside the task; the Markdown reader is fetched when first opened.
import { lazy, Suspense } from 'react'
import { useWords } from '../hooks/use-words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/state.tsx'

const Markdown = lazy(() => import('./markdown.tsx').then((module) => ({ default: module.Markdown })))

export interface GuidelinesSheetProps {
  readonly text: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function GuidelinesSheet({ text, isOpen, onClose }: GuidelinesSheetProps) {
  const { t } = useWords()
  return (
    <Dialog title={t('label.guidelines')} form="sheet" isOpen={isOpen} onClose={onClose}>
      {text.trim() === '' ? (
        <p className="muted">{t('label.noGuidelines')}</p>
      ) : (
        <Suspense fallback={<Skeleton lines={6} />}>
          <Markdown text={text} />
        </Suspense>
      )}
    </Dialog>
  )
}
