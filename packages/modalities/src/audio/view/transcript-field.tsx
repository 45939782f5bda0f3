// The field in which a transcript is written: in its language and direction, with a palette of tokens, and characters
// that the project does not write with underlined.
import './transcript-field.css'
import type { Command, StageProps } from '@etabli/modality-kit'
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { characterName, readCharacters, type Stray, straysIn } from '../core/characters.ts'
import { withWord } from '../core/tokens.ts'
import { keepCaret } from './transport.tsx'
import { useWriteAt } from './use-write-at.ts'

export interface TranscriptFieldProps {
  readonly id: string
  readonly value: string
  /** Of what is spoken (BCP 47), for spelling. */
  readonly lang: string | undefined
  readonly dir: 'auto' | 'ltr' | 'rtl'
  /** Tokens of the palette; the first nine have the keys Alt+1 to Alt+9 while the caret is in this field. */
  readonly tokens: readonly string[]
  /** The characters that may be written, as the project's question says it; undefined: all. */
  readonly characters: string | undefined
  readonly readOnly: boolean
  readonly describedBy?: string | undefined
  readonly label?: string | undefined
  readonly placeholder?: string | undefined
  readonly rows?: number
  readonly frame: Pick<StageProps, 't' | 'language' | 'register' | 'keysOf'>
  readonly onChange: (text: string) => void
  /** Where the caret came to stand, in UTF-16 units. */
  readonly onCaret?: (caret: number) => void
  readonly field?: RefObject<HTMLTextAreaElement | null>
}

const NONE: readonly Stray[] = []

export function TranscriptField(props: TranscriptFieldProps) {
  const { id, value, lang, dir, tokens, characters, readOnly, frame, onChange, onCaret } = props
  const own = useRef<HTMLTextAreaElement>(null)
  const field = props.field ?? own
  const allowed = useMemo(() => readCharacters(characters ?? ''), [characters])
  const strays = useMemo(() => (allowed ? straysIn(value, allowed, tokens) : NONE), [value, allowed, tokens])
  const insert = useInsert(field, props)
  const commands = useTokenCommands(field, insert, props)
  const straysId = `${id}-strays`
  const described = [props.describedBy, strays.length > 0 ? straysId : undefined].filter(Boolean).join(' ')
  const sayCaret = (): void => onCaret?.(field.current?.selectionEnd ?? 0)
  return (
    <div className="transcript-field">
      <div className="transcript-field-text">
        <textarea
          ref={field}
          id={id}
          className="transcript-input"
          aria-label={props.label}
          aria-describedby={described === '' ? undefined : described}
          aria-invalid={strays.length > 0 ? true : undefined}
          value={value}
          readOnly={readOnly}
          placeholder={props.placeholder}
          rows={props.rows ?? 2}
          dir={dir}
          lang={lang}
          spellCheck
          onChange={(event) => onChange(event.target.value)}
          onSelect={sayCaret}
        />
        {strays.length > 0 && <Underlines field={field} value={value} strays={strays} dir={dir} lang={lang} />}
      </div>
      {strays.length > 0 && (
        <p className="transcript-strays" id={straysId} role="status">
          {strayWords(strays, frame)}
        </p>
      )}
      {tokens.length > 0 && !readOnly && (
        <div
          className="transcript-palette"
          role="toolbar"
          aria-label={frame.t('audio.palette')}
          onMouseDown={keepCaret}
        >
          {tokens.map((token, index) => {
            const key = commands[index]?.keys[0]
            return (
              <button
                key={token}
                type="button"
                title={frame.t('audio.insert', { token })}
                onClick={() => insert(token)}
              >
                <bdi>{token}</bdi>
                {key && <kbd className="transcript-key">{key}</kbd>}
              </button>
            )
          })}
        </div>
      )}
    </div>
  )
}

/** Puts a token in at the caret, or at the end where the caret is elsewhere. */
function useInsert(field: RefObject<HTMLTextAreaElement | null>, { value, onChange }: TranscriptFieldProps) {
  const writeAt = useWriteAt(field, onChange)
  return (token: string): void => {
    const element = field.current
    if (!element || element.readOnly) return
    const isHere = document.activeElement === element
    const start = isHere ? element.selectionStart : value.length
    const written = withWord(value, start, isHere ? element.selectionEnd : value.length, token)
    writeAt(written.text, written.caret)
  }
}

/** A key for each of the first nine tokens, heard while the caret is in this field; gives them as they are written. */
function useTokenCommands(
  field: RefObject<HTMLTextAreaElement | null>,
  insert: (token: string) => void,
  { tokens, readOnly, frame }: TranscriptFieldProps,
): readonly Command[] {
  const latest = useRef(insert)
  latest.current = insert
  const own = useMemo(
    () =>
      tokens.slice(0, 9).map(
        (token, index): Command => ({
          id: `audio.token${index + 1}`,
          keys: [`Alt+${index + 1}`],
          inText: true,
          enabled: () => document.activeElement === field.current,
          run: () => latest.current(token),
        }),
      ),
    [tokens, field],
  )
  const { register, keysOf } = frame
  useEffect(() => (readOnly || own.length === 0 ? undefined : register(own)), [register, own, readOnly])
  return own.map((command) => ({ ...command, keys: keysOf?.(command) ?? command.keys }))
}

/** "3 characters that this project does not write: “7” ×2, “€”". */
function strayWords(strays: readonly Stray[], { t, language }: Pick<StageProps, 't' | 'language'>): string {
  const counts = new Map<string, number>()
  for (const { character } of strays) counts.set(character, (counts.get(character) ?? 0) + 1)
  const list = new Intl.ListFormat(language, { type: 'unit' }).format(
    [...counts].slice(0, 8).map(([character, count]) => {
      const name = t('audio.quoted', { text: characterName(character) })
      return count > 1 ? `${name} × ${count}` : name
    }),
  )
  return t('audio.strays', { count: strays.length, list: counts.size > 8 ? `${list}…` : list })
}

interface UnderlinesProps {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly value: string
  readonly strays: readonly Stray[]
  readonly dir: 'auto' | 'ltr' | 'rtl'
  readonly lang: string | undefined
}

/**
 * The field's text once more, unseen but for what is underlined, laid over it: same width, same lines, scrolled along. A
 * text field itself cannot show parts of its text otherwise.
 */
function Underlines({ field, value, strays, dir, lang }: UnderlinesProps) {
  const frame = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    const follow = (): void => {
      // The scrollbar takes from the width that the lines have, on whichever side it stands.
      if (frame.current) {
        frame.current.style.width = `${element.clientWidth}px`
        frame.current.style.height = `${element.clientHeight}px`
        frame.current.style.left = `${element.offsetLeft + element.clientLeft}px`
        frame.current.style.top = `${element.offsetTop + element.clientTop}px`
      }
      if (inner.current) inner.current.style.transform = `translateY(${-element.scrollTop}px)`
    }
    follow()
    const sizes = new ResizeObserver(follow)
    sizes.observe(element)
    element.addEventListener('scroll', follow, { passive: true })
    element.addEventListener('input', follow)
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', follow)
      element.removeEventListener('input', follow)
    }
  })
  return (
    <div className="transcript-underlines" ref={frame} aria-hidden="true">
      <div className="transcript-underlines-text" ref={inner} dir={dir} lang={lang}>
        {partsOf(value, strays).map(({ text, stray }, index) =>
          // Parts have no identity but their place; the list is rebuilt as a whole at every stroke.
          stray ? <u key={index}>{text}</u> : <span key={index}>{text}</span>,
        )}
      </div>
    </div>
  )
}

function partsOf(value: string, strays: readonly Stray[]): { readonly text: string; readonly stray: boolean }[] {
  const parts: { text: string; stray: boolean }[] = []
  let at = 0
  for (const { start, end } of strays) {
    if (start > at) parts.push({ text: value.slice(at, start), stray: false })
    parts.push({ text: value.slice(start, end), stray: true })
    at = end
  }
  return [...parts, { text: `${value.slice(at)}\u200b`, stray: false }]
}
