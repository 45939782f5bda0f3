// SafetyIndicator: always in words what is not yet on the server; a press shows what was refused and why.
import { Check, CloudOff, HardDrive, RefreshCw, TriangleAlert } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import type { OutboxRow } from '../local/database.ts'
import { type Safety, type SafetyInput, safetyOf, waitingCount } from '../stores/safety.ts'
import { sessionStore } from '../stores/session.ts'
import { liveStore } from '../transport/live.ts'
import type { Live } from '../transport/open-live.ts'
import './safety-indicator.css'

const Refused = lazy(async () => ({ default: (await import('./refused.tsx')).Refused }))

export interface SafetyIndicatorProps {
  /** The task at hand was changed and not submitted. */
  readonly draft?: SafetyInput['draft']
  /** Stays away while everything is saved. */
  readonly quiet?: boolean
  /** Opens a refused submission again; absent where there is no workbench. */
  readonly onReopen?: (row: OutboxRow) => void
}

export function SafetyIndicator(props: SafetyIndicatorProps) {
  const live = useStore(liveStore, (state) => state.live)
  return live ? <Indicator {...props} live={live} /> : null
}

/** What waits and what was refused: two numbers of one store. */
function useCounts(live: Live): { readonly waiting: number; readonly refused: number } {
  const waiting = useStore(live.outbox.store, waitingCount)
  const refused = useStore(live.outbox.store, (state) => state.rows.filter((row) => row.state === 'refused').length)
  return { waiting, refused }
}

function Indicator({ live, draft = 'none', quiet = false, onReopen }: SafetyIndicatorProps & { readonly live: Live }) {
  const { t } = useWords()
  const line = useStore(sessionStore, (state) => state.line)
  const safety = safetyOf({ line, draft, ...useCounts(live) })
  const [isOpen, setOpen] = useState(false)
  if (quiet && (safety.tone === 'ok' || line === 'connecting')) return null
  const words = t(safety.phrase, { count: safety.count })
  const refused = safety.phrase === 'safety.refused'
  return (
    <>
      <span className="safety" data-tone={safety.tone} role="status" title={words}>
        {refused ? (
          <button type="button" className="safety-button" onClick={() => setOpen(true)}>
            {iconOf(safety)} {words}
          </button>
        ) : (
          <>
            {iconOf(safety)} <span className="safety-words">{words}</span>
          </>
        )}
      </span>
      {isOpen ? (
        <Suspense fallback={null}>
          <Refused live={live} onClose={() => setOpen(false)} onReopen={onReopen} />
        </Suspense>
      ) : null}
    </>
  )
}

function iconOf({ phrase }: Safety): ReactNode {
  if (phrase === 'safety.saved') return <Check size={14} aria-hidden="true" />
  if (phrase === 'safety.draft') return <HardDrive size={14} aria-hidden="true" />
  if (phrase === 'safety.waiting' || phrase === 'safety.writing') return <RefreshCw size={14} aria-hidden="true" />
  if (phrase === 'safety.refused') return <TriangleAlert size={14} aria-hidden="true" />
  return <CloudOff size={14} aria-hidden="true" />
}
