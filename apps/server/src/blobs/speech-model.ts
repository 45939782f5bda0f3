// How likely each frame of a recording is speech, by the Silero model: run by ONNX Runtime as WebAssembly, on one thread.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { env, InferenceSession, Tensor } from 'onnxruntime-web'
import { decodeAudio } from './decode.ts'
import { type Resampler, resampler } from './resample.ts'
import { joined, mixed } from './sound-samples.ts'
import { SPEECH_FRAME, SPEECH_RATE } from './speech-spans.ts'

/** Samples of the frame before that the model is given with each. */
const CONTEXT = 64
/** What the model remembers from frame to frame: two layers of 128. */
const STATE = [2, 1, 128] as const
/** Frames between two words of progress: about ten seconds of sound. */
const SAY_EVERY = 300

let session: Promise<InferenceSession> | null = null

/** One thread: what else the machine does is not held up. */
function opened(): Promise<InferenceSession> {
  env.wasm.numThreads = 1
  // Beside the package's main file lies the model (Silero VAD 6, MIT).
  const model = new URL('./silero_vad_v6.onnx', import.meta.resolve('@ricky0123/vad-web'))
  return readFile(fileURLToPath(model)).then((bytes) => InferenceSession.create(bytes))
}

/**
 * How likely each frame of 512 samples at 16 kHz is speech, 0 to 1, all channels as one. Source: the model's own wrapper
 * (github.com/snakers4/silero-vad, src/silero_vad/utils_vad.py, OnnxWrapper).
 * @param say told now and then how many seconds are behind
 * @returns with the seconds of the recording
 */
export async function probabilitiesOf(
  path: string,
  say: (seconds: number) => void,
): Promise<{ readonly probabilities: Float32Array; readonly duration: number }> {
  session ??= opened()
  const frames = framesOf(await session)
  const probabilities: number[] = []
  let samples = 0
  let rate = SPEECH_RATE
  let slower: Resampler | null = null
  const take = async (more: Float32Array): Promise<void> => {
    for (const probability of await frames.add(more)) {
      probabilities.push(probability)
      if (probabilities.length % SAY_EVERY === 0) say((probabilities.length * SPEECH_FRAME) / SPEECH_RATE)
    }
  }
  for await (const { sampleRate, channelData } of decodeAudio(path)) {
    const sound = mixed(channelData)
    if (sound.length === 0) continue
    rate = sampleRate
    samples += sound.length
    slower ??= resampler(sampleRate, SPEECH_RATE)
    await take(slower.add(sound))
  }
  if (!slower) throw new Error('no sound could be decoded')
  await take(slower.finish())
  // The last frame is filled up with silence.
  await take(new Float32Array(SPEECH_FRAME - 1))
  return { probabilities: Float32Array.from(probabilities), duration: samples / rate }
}

/** Cuts sound into frames and asks the model about each, with the end of the frame before and what it remembers. */
function framesOf(model: InferenceSession) {
  const sr = new Tensor('int64', BigInt64Array.of(BigInt(SPEECH_RATE)), [])
  let state: Tensor = new Tensor('float32', new Float32Array(256), [...STATE])
  let rest = new Float32Array(CONTEXT)
  return {
    async add(samples: Float32Array): Promise<number[]> {
      const sound = joined(rest, samples)
      const found: number[] = []
      let at = 0
      for (; at + CONTEXT + SPEECH_FRAME <= sound.length; at += SPEECH_FRAME) {
        const input = new Tensor('float32', sound.slice(at, at + CONTEXT + SPEECH_FRAME), [1, CONTEXT + SPEECH_FRAME])
        const { output, stateN } = await model.run({ input, state, sr })
        if (!output || !stateN) throw new Error('the model of speech gave no answer')
        state = stateN
        found.push(Number(output.data[0]))
      }
      rest = sound.slice(at)
      return found
    },
  }
}
