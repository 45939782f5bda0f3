// The desk's commands and their keys; letters without a modifier belong to labels and to the tools.
export type ReviewCommand =
  | 'settle'
  | 'return'
  | 'add'
  | 'leave'
  | 'next'
  | 'previous'
  | 'beside'
  | 'names'
  | 'everyone'
  | 'differing'
  | 'undo'
  | 'redo'
  | 'panel'
  | 'list'
  | 'help'

export const reviewKeys: Readonly<Record<ReviewCommand, readonly string[]>> = {
  settle: ['Mod+Enter', 'Enter'],
  return: ['Shift+r'],
  add: ['Shift+a'],
  leave: ['Shift+x'],
  next: ['Shift+j'],
  previous: ['Shift+k'],
  beside: ['Shift+s'],
  names: ['Shift+i'],
  everyone: ['Shift+0'],
  differing: ['Shift+u'],
  undo: ['Mod+z'],
  redo: ['Mod+Shift+z', 'Mod+y'],
  panel: ['Alt+p'],
  list: ['Shift+l'],
  help: ['?'],
}
