// worker_threads entry: reads one bitmap, off the event loop, and hands its pixels over.
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { readBitmap, readBitmapHead } from './bmp.ts'

const file = await readFile(String(workerData))
const head = readBitmapHead(file)
if ('refused' in head) throw new Error(head.refused)
const bitmap = readBitmap(file, head)
parentPort?.postMessage(bitmap, [bitmap.rgb.buffer])
