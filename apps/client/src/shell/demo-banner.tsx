// DemoBanner: says on every page that this is a demonstration.
import { useMe } from '../hooks/use-me.ts'
import { useWords } from '../hooks/use-words.ts'
import './shell.css'

export function DemoBanner() {
  const { t } = useWords()
  const { me } = useMe()
  if (!me?.demo) return null
  return <p className="demo-banner">{t('app.demo')}</p>
}
