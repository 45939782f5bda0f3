// In the thread of the sound: hands samples on as they come, in small chunks, and what is left of one when asked.

/** What the sound's thread has of its own, beside the language. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

/** A fiftieth of a second at 48 kHz: short enough for a meter, long enough to be few. */
const CHUNK = 1_024

/** Posts a `Float32Array` for each full chunk; on `flush` what is left (perhaps nothing), then `'flushed'`. */
class TakeProcessor extends AudioWorkletProcessor {
  #chunk = new Float32Array(CHUNK)
  #filled = 0

  constructor() {
    super()
    this.port.onmessage = () => {
      this.#send()
      this.port.postMessage('flushed')
    }
  }

  #send(): void {
    const part = this.#chunk.slice(0, this.#filled)
    this.#filled = 0
    this.port.postMessage(part, [part.buffer])
  }

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    const samples = input?.[0]
    for (const sample of samples ?? []) {
      this.#chunk[this.#filled++] = sample
      if (this.#filled === CHUNK) this.#send()
    }
    return true
  }
}

registerProcessor('take', TakeProcessor)
