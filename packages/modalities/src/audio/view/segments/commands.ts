// The keys of segments. Those with Alt work inside the text of a segment too.
import type { Command } from '@etabli/modality-kit'
import type { ActsNow, SegmentActs } from './acts.ts'
import { focusText, textFieldOf } from './fields.ts'

type Named<Name extends string> = Readonly<Record<Name, Command>>

export interface SegmentCommands {
  readonly hearing: Named<'hear' | 'next' | 'previous' | 'leave' | 'zoom'>
  readonly editing: Named<
    'add' | 'find' | 'find-loud' | 'write' | 'split' | 'merge' | 'merge-previous' | 'start-here' | 'end-here' | 'delete'
  > &
    Readonly<Record<string, Command>>
}

/** Seconds that a boundary moves by a press, without and with Alt. */
const FINE = 0.01
const COARSE = 0.1

/** How many speakers have a key inside the text. */
const SPEAKERS = 9

export function segmentCommands(acts: SegmentActs, now: () => ActsNow): SegmentCommands {
  const some = () => now().list.length > 0
  const chosen = () => now().current !== null
  const inText = true
  const nudge = (name: string, keys: string, edge: 'start' | 'end', by: number): Command => ({
    id: `segment.${name}`,
    keys: [keys],
    enabled: chosen,
    run: () => acts.nudge(edge, by),
  })
  const nudges = [
    nudge('start-back', 'Mod+Shift+ArrowLeft', 'start', -FINE),
    nudge('start-on', 'Mod+Shift+ArrowRight', 'start', FINE),
    nudge('end-back', 'Shift+ArrowLeft', 'end', -FINE),
    nudge('end-on', 'Shift+ArrowRight', 'end', FINE),
    nudge('start-far-back', 'Mod+Alt+Shift+ArrowLeft', 'start', -COARSE),
    nudge('start-far-on', 'Mod+Alt+Shift+ArrowRight', 'start', COARSE),
    nudge('end-far-back', 'Alt+Shift+ArrowLeft', 'end', -COARSE),
    nudge('end-far-on', 'Alt+Shift+ArrowRight', 'end', COARSE),
    { id: 'segment.move-back', keys: ['Mod+Alt+ArrowLeft'], enabled: chosen, run: () => acts.move(-COARSE) },
    { id: 'segment.move-on', keys: ['Mod+Alt+ArrowRight'], enabled: chosen, run: () => acts.move(COARSE) },
  ] satisfies Command[]
  const labels = Array.from({ length: SPEAKERS }, (_, index): Command => {
    const number = index + 1
    const has = () => chosen() && now().question.labels.length > index
    return {
      id: `segment.label-${number}`,
      keys: [`Alt+Shift+${number}`],
      inText,
      enabled: has,
      run: () => acts.relabel(index),
    }
  })
  const field = () => {
    const id = now().current?.mark.id
    return id === undefined ? null : textFieldOf(id)
  }
  return {
    hearing: {
      hear: {
        id: 'segment.hear',
        keys: ['v', 'Alt+v'],
        inText,
        enabled: chosen,
        run: () => acts.hear(now().current),
      },
      next: { id: 'segment.next', keys: ['n', 'Alt+n'], inText, enabled: some, run: () => acts.go(1) },
      previous: {
        id: 'segment.previous',
        keys: ['Shift+n', 'Alt+Shift+n'],
        inText,
        enabled: some,
        run: () => acts.go(-1),
      },
      zoom: { id: 'segment.zoom', keys: ['Shift+z', 'Alt+Shift+z'], inText, enabled: chosen, run: acts.zoom },
      leave: {
        id: 'segment.leave',
        keys: ['Escape'],
        inText,
        enabled: () => field() !== null && document.activeElement === field(),
        run: () => field()?.blur(),
      },
    },
    editing: {
      add: { id: 'segment.add', keys: ['b', 'Alt+Shift+b'], inText, run: acts.add },
      find: {
        id: 'segment.find',
        keys: ['Alt+y'],
        inText,
        enabled: () => now().sound.wave.peaks !== null,
        run: () => void acts.find(),
      },
      'find-loud': {
        id: 'segment.find-loud',
        keys: ['Alt+Shift+y'],
        inText,
        enabled: () => now().sound.wave.peaks !== null,
        run: () => void acts.findLoud(),
      },
      write: {
        id: 'segment.write',
        keys: ['e', 'F2'],
        enabled: () => field() !== null,
        run: () => focusText(now().current?.mark.id ?? null),
      },
      split: { id: 'segment.split', keys: ['Alt+s'], inText, enabled: some, run: acts.split },
      merge: { id: 'segment.merge', keys: ['Alt+m'], inText, enabled: chosen, run: () => acts.merge(1) },
      'merge-previous': {
        id: 'segment.merge-previous',
        keys: ['Alt+Shift+m'],
        inText,
        enabled: chosen,
        run: () => acts.merge(-1),
      },
      'start-here': {
        id: 'segment.start-here',
        keys: ['[', 'Alt+u'],
        inText,
        enabled: some,
        run: () => acts.setEdge('start'),
      },
      'end-here': {
        id: 'segment.end-here',
        keys: [']', 'Alt+o'],
        inText,
        enabled: some,
        run: () => acts.setEdge('end'),
      },
      delete: { id: 'segment.delete', keys: ['Delete', 'Backspace'], enabled: chosen, run: acts.remove },
      ...Object.fromEntries([...nudges, ...labels].map((command) => [command.id, command])),
    },
  }
}
