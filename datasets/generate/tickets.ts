// Makes the tickets set from tickets-source.txt: texts for import, spans and intents as truth.
// Run: node --conditions=@etabli/source datasets/generate/tickets.ts
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inSets, writeLines } from './files.ts'
import { seeded } from './random.ts'

export interface Entity {
  /** Unicode code points, half-open. */
  readonly start: number
  readonly end: number
  readonly label: string
  readonly quote: string
}

export interface TicketTruth {
  readonly id: string
  readonly lang: string
  readonly intent: string
  readonly entities: readonly Entity[]
}

/** Reads `[quote|label]` markup; offsets count code points of the text without its markup, as Python does. */
export function parseMarkup(marked: string): { text: string; entities: Entity[] } {
  const entities: Entity[] = []
  let text = ''
  let from = 0
  for (const match of marked.matchAll(/\[([^\]|]+)\|([a-z]+)\]/gu)) {
    const [whole, quote, label] = match
    if (quote === undefined || label === undefined) throw new Error(`bad markup in ${whole}`)
    text += marked.slice(from, match.index)
    const start = [...text].length
    text += quote
    entities.push({ start, end: start + [...quote].length, label, quote })
    from = match.index + whole.length
  }
  text += marked.slice(from)
  return { text, entities }
}

function main(): void {
  const source = readFileSync(join(import.meta.dirname, 'tickets-source.txt'), 'utf8')
  const blocks = source.split(/^## /m).slice(1)
  const rows: { id: string; text: string }[] = []
  const truth: TicketTruth[] = []
  for (const block of seeded('tickets').shuffle(blocks)) {
    const [head = '', ...lines] = block.trimEnd().split('\n')
    const [intent = '', lang = '', flag] = head.split(' ')
    let marked = lines.join(flag === 'crlf' ? '\r\n' : '\n')
    if (flag === 'nfd') marked = marked.normalize('NFD')
    const { text, entities } = parseMarkup(marked)
    const id = `ticket-${String(rows.length + 1).padStart(3, '0')}`
    rows.push({ id, text })
    truth.push({ id, lang, intent, entities })
  }
  writeLines(inSets('tickets', 'tickets.jsonl'), rows)
  writeLines(inSets('tickets', 'truth.jsonl'), truth)
  console.log(`${rows.length} tickets`)
}

if (import.meta.main) main()
