// NotFound: an address with nothing behind it.
import { useWords } from '../hooks/use-words.ts'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/state.tsx'

export function NotFound() {
  const { t } = useWords()
  return (
    <EmptyState title={t('app.notFound')} action={<ButtonLink href="/">{t('app.toHome')}</ButtonLink>}>
      {t('app.notFoundNext')}
    </EmptyState>
  )
}
