// Notices: the store's notices as toasts, with their time to go.
import { useEffect } from 'react'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { dismiss, type Notice, noticesStore } from '../stores/notices.ts'
import { ToastRegion } from '../ui/toast.tsx'

export function Notices() {
  const { t } = useWords()
  const notices = useStore(noticesStore, (state) => state.notices)
  return (
    <>
      <ToastRegion
        toasts={notices.map((notice) => ({
          id: notice.id,
          tone: notice.tone,
          words: notice.words ?? (notice.phrase ? t(notice.phrase.key, notice.phrase.values) : ''),
          details: notice.details ?? [],
          action: notice.action ? { title: t(notice.action.phrase), run: notice.action.run } : undefined,
        }))}
        onClose={(id) => dismiss(noticesStore, id)}
      />
      {notices.map((notice) => (
        <Leaving key={notice.id} notice={notice} />
      ))}
    </>
  )
}

function Leaving({ notice }: { readonly notice: Notice }) {
  useEffect(() => {
    if (notice.lasts === null) return
    const timer = setTimeout(() => dismiss(noticesStore, notice.id), notice.lasts)
    return () => clearTimeout(timer)
  }, [notice])
  return null
}
