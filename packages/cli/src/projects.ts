// Finds the project that a person names on the command line: by id, or by its name.

import type { Project } from '@etabli/schema'
import type { HttpClient } from '@etabli/sdk'
import { CommandError } from './connection.ts'

/** @throws CommandError where none, or more than one, has that name */
export async function findProject(api: HttpClient, word: string): Promise<Project> {
  const { rows } = await api.call('projects.list')
  const projects = rows.map((row) => row.project)
  const byId = projects.find((project) => project.id === word)
  if (byId) return byId
  const named = projects.filter((project) => project.name.toLowerCase() === word.toLowerCase())
  if (named.length === 1 && named[0]) return named[0]
  const known = projects.map((project) => `"${project.name}" (${project.id})`).join(', ') || 'none'
  throw new CommandError(
    named.length > 1
      ? `More than one project is called "${word}"; give its id. Yours: ${known}`
      : `There is no project "${word}" for you. Yours: ${known}`,
  )
}
