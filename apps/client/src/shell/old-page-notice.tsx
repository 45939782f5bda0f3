// OldPageNotice: says that the server is newer than this page.
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { sessionStore } from '../stores/session.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

export function OldPageNotice() {
  const { t } = useWords()
  const old = useStore(sessionStore, (state) => state.line === 'old')
  if (!old) return null
  return (
    <Notice tone="warn" action={<Button onPress={() => window.location.reload()}>{t('safety.reload')}</Button>}>
      {t('safety.oldPage')}
    </Notice>
  )
}
