// worker_threads entry: looks into one recording after the other.
import { parentPort } from 'node:worker_threads'
import { lookAtAudio } from './audio.ts'

parentPort?.on('message', async (path: string) => parentPort?.postMessage(await lookAtAudio(path)))
