// `npm run bench -- [NAME…] [--json]`: measures, prints ratios against a baseline of the same run, never fails a build.
import { cpus, totalmem } from 'node:os'
import { canvas } from './canvas.ts'
import { checking } from './checking.ts'
import { claim } from './claim.ts'
import { consensus } from './consensus.ts'
import { dawidSkene } from './dawid-skene.ts'
import type { Figure } from './figure.ts'
import { nextTask } from './next-task.ts'
import { paint } from './paint.ts'
import { recording } from './recording.ts'
import { text } from './text.ts'
import { textApp } from './text-app.ts'
import { tighten } from './tighten.ts'
import { tiles } from './tiles.ts'

const benches: Readonly<Record<string, () => AsyncIterable<Figure>>> = {
  'next-task': nextTask,
  claim,
  'dawid-skene': dawidSkene,
  consensus,
  tiles,
  canvas,
  tighten,
  text,
  'text-app': textApp,
  paint,
  checking,
  recording,
}

const args = process.argv.slice(2)
const json = args.includes('--json')
const names = args.filter((arg) => !arg.startsWith('--'))
const unknown = names.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}

const machine = `${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
if (!json) console.log(machine)
for (const name of names.length > 0 ? names : Object.keys(benches)) {
  for await (const figure of benches[name]?.() ?? [])
    console.log(json ? JSON.stringify({ ...figure, machine }) : lineOf(figure))
}

function lineOf(figure: Figure): string {
  const against = figure.ratio === null ? '' : `  ${figure.ratio.toFixed(2)} × baseline ${number(figure.baseline ?? 0)}`
  const goal = figure.goal === null ? '' : `  goal ${figure.goal}: ${figure.ok ? 'held' : 'MISSED'}`
  return `${figure.bench} · ${figure.case}: ${number(figure.value)} ${figure.unit}${against}${goal}`
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
