// Louder than the file, and one channel alone: through the page's only AudioContext, made when first needed.

/** One for the page, however many recordings are opened. */
let context: AudioContext | null = null

export interface Loudness {
  /** @param solo the channel to hear on both ears; null for all as they are */
  set(decibels: number, solo: number | null): void
  dispose(): void
}

/** Nothing is built while the sound is as the file has it. */
export function loudnessOf(media: HTMLMediaElement, channels: number): Loudness {
  let nodes: { source: MediaElementAudioSourceNode; splitter: ChannelSplitterNode; gain: GainNode } | null = null

  function connect(): NonNullable<typeof nodes> {
    context ??= new AudioContext()
    const source = context.createMediaElementSource(media)
    const splitter = context.createChannelSplitter(Math.max(1, channels))
    const gain = context.createGain()
    gain.connect(context.destination)
    return { source, splitter, gain }
  }

  /** A context made before the first gesture stays silent until it is asked again: playing is that gesture. */
  function resume(): void {
    if (nodes) context?.resume().catch(() => undefined)
  }
  media.addEventListener('play', resume)

  return {
    set(decibels, solo) {
      if (nodes === null && decibels === 0 && solo === null) return
      nodes ??= connect()
      resume()
      const { source, splitter, gain } = nodes
      source.disconnect()
      splitter.disconnect()
      gain.gain.value = 10 ** (decibels / 20)
      if (solo === null) source.connect(gain)
      else {
        source.connect(splitter)
        splitter.connect(gain, solo)
      }
    },
    dispose() {
      media.removeEventListener('play', resume)
      nodes?.source.disconnect()
      nodes?.splitter.disconnect()
      nodes?.gain.disconnect()
      nodes = null
    },
  }
}
