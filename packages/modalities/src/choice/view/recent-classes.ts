// The classes chosen last, for each question, on this device: the next answer is often one of them.
import { keptOnDevice } from '@etabli/modality-kit'

const KEPT = 6
const QUESTIONS = 20

type Recent = Readonly<Record<string, readonly string[]>>

const kept = keptOnDevice('etabli.recent-classes', recentFrom)

/** What was kept; nothing where that was nothing or nonsense. */
function recentFrom(text: string | null): Recent {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter(
        (entry): entry is [string, string[]] =>
          Array.isArray(entry[1]) && entry[1].every((id) => typeof id === 'string'),
      ),
    )
  } catch {
    return {}
  }
}

/** The ids chosen last for the question, the latest first. */
export function recentClasses(question: string): readonly string[] {
  return kept.get()[question] ?? []
}

/** Remembers a choice. */
export function rememberClass(question: string, id: string): void {
  const { [question]: before = [], ...others } = kept.get()
  const ids = [id, ...before.filter((other) => other !== id)].slice(0, KEPT)
  kept.set(Object.fromEntries([[question, ids], ...Object.entries(others)].slice(0, QUESTIONS)))
}
