// The keys that flag personal data: at the selection, the words at the caret, or what was just heard.
import { type Command, removing, type StageProps } from '@etabli/modality-kit'
import type { Mark, Stretch } from '@etabli/schema'
import { useEffect, useMemo, useRef } from 'react'
import { segmentOf } from '../../core/kinds/segment-value.ts'
import { transcriptIn } from '../../core/kinds/transcript-value.ts'
import { flagsIn, heardBetween, pressFlag } from '../../core/personal/flagging.ts'
import { segmentOfField } from '../segments/fields.ts'
import { clockOf } from '../transport.tsx'
import type { SoundHandle } from '../use-sound.ts'

export interface PersonalCommands {
  readonly flag: Command
  readonly unflag: Command
}

/** Registers the keys; they do nothing where answers are only read. */
export function usePersonal(props: StageProps, sound: SoundHandle): PersonalCommands {
  const now = useRef({ props, sound })
  now.current = { props, sound }
  const { register, readOnly, media } = props
  const commands = useMemo<PersonalCommands>(
    () => ({
      flag: { id: 'audio.flag', keys: ['x', 'Alt+i'], inText: true, run: () => flag(now.current) },
      unflag: {
        id: 'audio.unflag',
        keys: ['Alt+Shift+u'],
        inText: true,
        enabled: () => flagsIn(now.current.props.answers).length > 0,
        run: () => unflag(now.current),
      },
    }),
    [],
  )
  const isOff = readOnly || media.type !== 'audio'
  useEffect(() => (isOff ? undefined : register([commands.flag, commands.unflag])), [register, isOff, commands])
  return commands
}

interface Now {
  readonly props: StageProps
  readonly sound: SoundHandle
}

function flag({ props, sound }: Now): void {
  const { answers, media, selection, newId, t } = props
  if (media.type !== 'audio') return
  const range = sound.selection.get()
  const meant = { range, words: wordsMeant(answers), time: sound.time.read(), duration: media.duration }
  const pressed = pressFlag(answers, meant, selection.at(-1) ?? null, newId)
  if (!pressed) return
  props.commit([pressed.patch])
  props.select([pressed.mark.id])
  if (range) sound.selection.set(null)
  const { start, end } = pressed.mark.value as Stretch
  const kind = t(`audio.personal.kinds.${pressed.mark.label}`)
  props.announce(t('audio.personal.flagged', { kind, start: clockOf(start), end: clockOf(end) }))
}

/** The chosen flag, or the one that is heard, or the last. */
function unflag({ props, sound }: Now): void {
  const flags = flagsIn(props.answers)
  const time = sound.time.read()
  const found =
    flags.find(({ mark }) => props.selection.includes(mark.id)) ??
    flags.find(({ value }) => value.start <= time && time < value.end) ??
    flags.at(-1)
  const patch = found && removing(props.answers, found.mark.id)
  if (!patch) return
  props.commit([patch])
  props.announce(props.t('audio.personal.unflagged'))
}

/** When the words are heard that the caret stands at, in the transcript or a segment's text. */
function wordsMeant(answers: readonly Mark[]): Stretch | null {
  const field = document.activeElement
  if (!(field instanceof HTMLTextAreaElement)) return null
  const ofSegment = segmentOfField(field.id)
  if (ofSegment === null && field.id !== 'transcript-input') return null
  const mark = answers.find(({ id, kind }) => (ofSegment === null ? kind === 'transcript' : id === ofSegment))
  const segment = segmentOf(mark)
  const words = segment?.words ?? transcriptIn(mark)?.words ?? []
  const heard = heardBetween(field.value, words, field.selectionStart, field.selectionEnd)
  return heard ?? (segment && { start: segment.start, end: segment.end })
}
