// A built-in task of each medium, so that questions can be tried before any file is there.
import type { Translate } from '@etabli/modality-kit'
import type { BlobHash, Media, MediaType, Millis, ProjectId, Task, TaskId } from '@etabli/schema'
import picture from './sample-picture.svg?url&no-inline'

export interface SampleTask {
  readonly task: Task
  /** Address of its bytes; null for text and none. */
  readonly src: string | null
}

const RATE = 16_000
const SECONDS = 3

/** The sample of the medium, in the person's language; with answers to compare where a question asks for that. */
export function sampleTask(project: ProjectId, media: MediaType, t: Translate, compares = false): SampleTask {
  const src = media === 'image' ? picture : media === 'audio' ? recording() : null
  return {
    src,
    task: {
      id: '00000000000000000000000000' as TaskId,
      project,
      position: 0,
      priority: 0,
      name: t('schema.preview'),
      media: sampleMedia(media, t),
      fields:
        media === 'none'
          ? { [t('schema.sample.product')]: t('schema.sample.title'), ...(compares ? compared(t) : {}) }
          : {},
      prefill: [],
      overlap: 1,
      state: 'open',
      createdAt: 0 as Millis,
    },
  }
}

/** Two answers beside their prompt. */
function compared(t: Translate): Record<string, string> {
  return {
    prompt: t('schema.sample.prompt'),
    response_1: t('schema.sample.response1'),
    response_2: t('schema.sample.response2'),
  }
}

function sampleMedia(media: MediaType, t: Translate): Media {
  const blob = '0'.repeat(64) as BlobHash
  if (media === 'image') {
    return { type: 'image', blob, mime: 'image/svg+xml', bytes: 0, width: 1280, height: 960, orientation: 1 }
  }
  if (media === 'audio') {
    return { type: 'audio', blob, mime: 'audio/wav', bytes: 0, duration: SECONDS, sampleRate: RATE, channels: 1 }
  }
  return media === 'text' ? { type: 'text', text: t('schema.sample.text') } : { type: 'none' }
}

let made: string | null = null

/** Three notes as a WAV file, made once. */
function recording(): string {
  made ??= URL.createObjectURL(new Blob([wave()], { type: 'audio/wav' }))
  return made
}

/** 16-bit mono PCM with the 44-byte RIFF header. */
function wave(): ArrayBuffer {
  const frames = RATE * SECONDS
  const bytes = new ArrayBuffer(44 + frames * 2)
  const view = new DataView(bytes)
  const write = (at: number, word: string) => {
    for (let index = 0; index < word.length; index++) view.setUint8(at + index, word.charCodeAt(index))
  }
  write(0, 'RIFF')
  view.setUint32(4, 36 + frames * 2, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, frames * 2, true)
  const notes = [262, 330, 392]
  for (let frame = 0; frame < frames; frame++) {
    const second = frame / RATE
    const within = second % 1
    const note = notes[Math.floor(second)] ?? 262
    const level = Math.min(1, within * 20) * Math.exp(-2.5 * within)
    view.setInt16(44 + frame * 2, 12_000 * level * Math.sin(2 * Math.PI * note * second), true)
  }
  return bytes
}
