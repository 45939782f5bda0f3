// AccountMenu: the button of the person's menu. The menu itself is fetched when somebody goes for it: no first page needs it.
import { CircleUserRound } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMe } from '../hooks/use-me.ts'
import { useWords } from '../hooks/use-words.ts'
import { IconButton } from '../ui/button.tsx'

const fetchEntries = () => import('./account-entries.tsx')
const AccountEntries = lazy(async () => ({ default: (await fetchEntries()).AccountEntries }))

export function AccountMenu() {
  const { t } = useWords()
  const { me } = useMe()
  const [wanted, setWanted] = useState(false)
  const look = { label: me ? me.person.name : t('app.menu'), icon: <CircleUserRound size={18} /> }
  const alone = (
    <IconButton
      {...look}
      aria-haspopup="menu"
      onHoverStart={() => void fetchEntries()}
      onPress={() => setWanted(true)}
    />
  )
  return <Suspense fallback={alone}>{wanted ? <AccountEntries trigger={<IconButton {...look} />} /> : alone}</Suspense>
}
