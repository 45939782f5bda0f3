// Label: the brief first, then the workbench, for one project.
import { carryMark, kinds } from '@etabli/modalities'
import { type Progress, ProjectCard } from '@etabli/protocol'
import { type ProjectId, TaskId } from '@etabli/schema'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useParams } from 'wouter'
import { useFetched } from '../hooks/use-api.ts'
import { useProjectChanges } from '../hooks/use-project-changes.ts'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { keep, kept } from '../local/database.ts'
import { ProblemState } from '../problems/problem-view.tsx'
import { createLabelling, type Labelling } from '../stores/labelling.ts'
import { noticesStore, tell } from '../stores/notices.ts'
import { inHand } from '../stores/queue.ts'
import { clock, ids, lockLease, timers, unlockLease } from '../transport/browser.ts'
import { liveStore, setHolding } from '../transport/live.ts'
import { type Live, tellFault } from '../transport/open-live.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/state.tsx'
import { BriefView } from '../workbench/brief-view.tsx'
import { fetchAhead } from '../workbench/fetch-ahead.ts'
import { viewsOf } from '../workbench/views.ts'
import { Workbench } from '../workbench/workbench.tsx'
import { Entrance } from './entrance.tsx'

export function Label() {
  const { project } = useParams<{ project: string }>()
  const live = useStore(liveStore, (state) => state.live)
  const asked = useFetched('projects.get', { params: { project: project as ProjectId } })
  const { card, looking } = useKeptCard(live, project as ProjectId, asked.data, asked.isError)
  useProjectChanges(project as ProjectId)
  useEffect(() => {
    // The views are fetched while the brief is read.
    if (card) void viewsOf(card.project.media, card.project.questions)
  }, [card])
  if (asked.isError && !card && !looking)
    return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  if (!card || !live) return <Waiting />
  return <Briefed live={live} card={card} />
}

function Waiting() {
  return (
    <div className="page" data-narrow="">
      <Skeleton lines={3} />
    </div>
  )
}

/**
 * The project from the server, or as it was kept on this device where the server cannot be reached or shows it no more:
 * what was not sent is still to be seen. `looking` until the device has answered.
 */
function useKeptCard(
  live: Live | null,
  project: ProjectId,
  data: ProjectCard | undefined,
  failed: boolean,
): { readonly card: ProjectCard | null; readonly looking: boolean } {
  const [old, setOld] = useState<ProjectCard | null | undefined>(undefined)
  useEffect(() => {
    if (live && data) keep(live.db, `project:${project}`, data).catch(tellFault)
  }, [live, project, data])
  useEffect(() => {
    if (!live || !failed) return
    kept(live.db, `project:${project}`, ProjectCard).then(setOld, (fault: unknown) => {
      setOld(null)
      tellFault(fault)
    })
  }, [live, project, failed])
  return { card: data ?? old ?? null, looking: old === undefined }
}

interface BriefedProps {
  readonly live: Live
  readonly card: ProjectCard
}

/** Shows the brief before the first task, and again when its words have changed. */
function Briefed({ live, card }: BriefedProps) {
  const { t } = useWords()
  const { project } = card
  const key = `etabli.brief.${live.person}.${project.id}`
  const words = useMemo(() => JSON.stringify(project.brief), [project.brief])
  const [seen, setSeen] = useState(() => localStorage.getItem(key) === words)
  if (seen) return <Labelled live={live} card={card} />
  return (
    <Entrance title={project.name} lead={t('brief.title')} wide>
      <BriefView brief={project.brief} />
      <Button
        variant="primary"
        wide
        autoFocus
        onPress={() => {
          localStorage.setItem(key, words)
          setSeen(true)
        }}
      >
        {t('brief.start')}
      </Button>
    </Entrance>
  )
}

function Labelled({ live, card }: BriefedProps) {
  const { project } = card
  const [labelling, setLabelling] = useState<Labelling | null>(null)
  const progress = useProgress(live, project.id, card.progress)
  const { id, version } = project
  // A refetch of the same project changes nothing; what is open follows a new version.
  const asked = useMemo(() => ({ id, version, questions: project.questions }), [id, version])
  const first = useRef(asked)
  useEffect(() => {
    const made = createLabelling({
      project: first.current,
      db: live.db,
      line: live.connection,
      outbox: live.outbox,
      kinds,
      carry: carryMark,
      clock,
      timers,
      ids,
      prefetch: fetchAhead,
      lock: lockLease,
      unlock: unlockLease,
      onFault: tellFault,
    })
    setHolding(() => inHand(made.queue.getState()).map((leased) => leased.lease.id))
    setLabelling(made)
    made
      .start()
      .then(() => openAsked(made))
      .catch(tellFault)
    return () => {
      setHolding(() => [])
      made.close()
    }
  }, [live, id])
  const { t } = useWords()
  useEffect(() => {
    if (!labelling || asked === first.current) return
    first.current = asked
    labelling.follow(asked)
    tell(noticesStore, { id: 'followed', tone: 'info', words: t('label.followed') })
  }, [labelling, asked, t])
  return labelling ? (
    <Workbench project={project} progress={progress} labelling={labelling} takes={live.takes} />
  ) : (
    <Waiting />
  )
}

/** Live numbers of the project. */
function useProgress(live: Live, project: ProjectId, first: Progress): Progress {
  const [progress, setProgress] = useState(first)
  useEffect(() => {
    const { connection } = live
    const watch = (): void => {
      connection
        .ask<'project.watch'>({ type: 'project.watch', project })
        .then((reply) => setProgress(reply.progress))
        // Without a line the last numbers stay; watching begins again at the next greeting.
        .catch(() => undefined)
    }
    if (connection.ready()) watch()
    const unlisten = connection.listen({
      welcome: watch,
      message: (message) => {
        if (message.type === 'project.progress' && message.project === project) setProgress(message.progress)
      },
    })
    return () => {
      unlisten()
      if (connection.ready())
        connection.ask<'project.unwatch'>({ type: 'project.unwatch', project }).catch(() => undefined)
    }
  }, [live, project])
  return progress
}

/** Opens the task that the address asks for (`?reopen=TASK`, from My work), once: the address forgets it. */
async function openAsked(labelling: Labelling): Promise<void> {
  const address = new URL(window.location.href)
  const asked = TaskId.safeParse(address.searchParams.get('reopen'))
  if (!asked.success) return
  address.searchParams.delete('reopen')
  window.history.replaceState(window.history.state, '', address)
  await labelling.backTo(asked.data)
}
