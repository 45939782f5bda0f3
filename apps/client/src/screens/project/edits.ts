// Unsaved edits of projects: kept while the page lives, so that going to another part of it loses nothing.
import type { PrelabelRules, Project, ProjectDraft, ProjectId } from '@etabli/schema'
import { useEffect } from 'react'
import { createStore } from 'zustand/vanilla'
import { useStore } from '../../hooks/use-store.ts'

/** The parts of a project that are edited apart from each other. */
export interface Sections {
  readonly questions: Pick<ProjectDraft, 'questions'>
  readonly brief: Pick<ProjectDraft, 'name' | 'brief' | 'guidelines' | 'overlap' | 'blind' | 'textLook'>
  readonly rules: PrelabelRules
}

export type Section = keyof Sections

interface Edit<S extends Section = Section> {
  /** Version of the project that the edit began from: what guards a colleague's change. */
  readonly version: number
  readonly value: Sections[S]
}

type Edits = Readonly<Record<string, Edit>>

export const editsStore = createStore<Edits>(() => ({}))

const keyOf = (project: ProjectId, section: Section) => `${project}/${section}`

/** True where something of that part is not saved. */
export function isEdited(edits: Edits, project: ProjectId, section: Section): boolean {
  return edits[keyOf(project, section)] !== undefined
}

/** What the server has, as a draft. */
export function draftOf(project: Project): ProjectDraft {
  const { name, media, questions, brief, guidelines, overlap, blind, textLook } = project
  return { name, media, questions, brief, guidelines, overlap, blind, ...(textLook ? { textLook } : {}) }
}

export interface EditOf<S extends Section> {
  readonly value: Sections[S]
  readonly version: number
  readonly isEdited: boolean
  readonly change: (value: Sections[S]) => void
  readonly drop: () => void
}

/** The part as edited so far, else as the server has it. */
export function useEdit<S extends Section>(project: Project, section: S, saved: Sections[S]): EditOf<S> {
  const key = keyOf(project.id, section)
  const edit = useStore(editsStore, (state) => state[key]) as Edit<S> | undefined
  const version = edit?.version ?? project.version
  const drop = () =>
    editsStore.setState((edits) => Object.fromEntries(Object.entries(edits).filter(([other]) => other !== key)), true)
  return {
    value: edit?.value ?? saved,
    version,
    isEdited: edit !== undefined,
    change: (value) => {
      if (JSON.stringify(value) === JSON.stringify(saved)) drop()
      else editsStore.setState({ [key]: { version, value } })
    },
    drop,
  }
}

/** Has the browser ask before the page with unsaved edits is closed or reloaded. */
export function useKeepEdits(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (Object.keys(editsStore.getState()).length > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
}
