// RecordButton: one press begins, the next ends; says how long it has been.
import type { Translate } from '@etabli/modality-kit'
import { useEffect, useRef } from 'react'
import { clockOf } from '../transport.tsx'
import type { Recorder } from './use-recorder.ts'

export interface RecordButtonProps {
  readonly recorder: Recorder
  /** There is a take already. */
  readonly again: boolean
  readonly disabled: boolean
  readonly keys: { readonly record: string; readonly discard: string }
  /** Seconds after which it stops by itself. */
  readonly longest: number
  readonly t: Translate
}

export function RecordButton({ recorder, again, disabled, keys, longest, t }: RecordButtonProps) {
  const { state } = recorder
  const isRecording = state === 'recording'
  const words = isRecording
    ? t('recording.stop')
    : state === 'asking'
      ? t('recording.asking')
      : t(again ? 'recording.again' : 'recording.record')
  return (
    <div className="record-row">
      <button
        type="button"
        className="record-button"
        aria-pressed={isRecording}
        disabled={disabled || state === 'asking' || state === 'stopping'}
        title={`${t('recording.commands.record')} (${keys.record})`}
        onMouseDown={(event) => event.preventDefault()}
        onClick={recorder.toggle}
      >
        <span className="record-sign" aria-hidden="true" />
        {words}
        <span className="record-key" aria-hidden="true">
          {keys.record}
        </span>
      </button>
      {isRecording ? (
        <>
          <Elapsed recorder={recorder} longest={longest} />
          <button
            type="button"
            className="record-discard"
            title={`${t('recording.commands.discard')} (${keys.discard})`}
            onClick={recorder.discard}
          >
            {t('recording.discard')}
            <span className="record-key" aria-hidden="true">
              {keys.discard}
            </span>
          </button>
        </>
      ) : null}
    </div>
  )
}

function Elapsed({ recorder, longest }: { readonly recorder: Recorder; readonly longest: number }) {
  const time = useRef<HTMLSpanElement>(null)
  const { level, seconds } = recorder
  useEffect(
    () =>
      level.subscribe(() => {
        if (time.current) time.current.textContent = clockOf(seconds())
      }),
    [level, seconds],
  )
  return (
    <span className="record-time">
      <span ref={time}>{clockOf(0)}</span> <span className="record-most">/ {clockOf(longest)}</span>
    </span>
  )
}
