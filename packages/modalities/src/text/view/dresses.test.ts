// TXT11: a dress shows every character of the raw text, where it is; what it dresses is what Markdown and chats mean.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPassage } from '../core/passage.ts'
import { dresses } from './dresses.ts'
import { layOut } from './lanes.ts'

function worn(name: keyof typeof dresses, text: string) {
  const passage = createPassage(text)
  const dress = dresses[name](passage)
  return Array.from({ length: passage.rows.count }, (_, row) => {
    const found = dress.row(row)
    const runs = found?.runs.map(({ start, end, className }) => [className, text.slice(start, end)]) ?? []
    return [found?.className ?? null, ...runs]
  })
}

describe('TXT11: Markdown', () => {
  it('dresses headings, lists, quotes, rules and code, its marks quiet', () => {
    expect(worn('markdown', '# Title\n\n- one\n2. two\n> said\n---\n```js\nlet *x* = 1\n```\n*after*')).toEqual([
      ['md-heading md-heading-1', ['md-mark', '# ']],
      [null],
      ['md-item', ['md-mark', '- ']],
      ['md-item', ['md-mark', '2. ']],
      ['md-quote', ['md-mark', '> ']],
      ['md-rule', ['md-mark', '---']],
      ['md-code', ['md-mark', '```js']],
      ['md-code'],
      ['md-code', ['md-mark', '```']],
      ['md-words', ['md-mark', '*'], ['md-em', 'after'], ['md-mark', '*']],
    ])
  })
  it('dresses emphasis, code and links within a line', () => {
    expect(worn('markdown', 'a **b c** `d*e*` [Oslo](https://x.no) snake_case_name 2*3*4 ~~no~~')[0]?.slice(1)).toEqual(
      [
        ['md-mark', '**'],
        ['md-strong', 'b c'],
        ['md-mark', '**'],
        ['md-mark', '`'],
        ['md-source', 'd*e*'],
        ['md-mark', '`'],
        ['md-mark', '['],
        ['md-link', 'Oslo'],
        ['md-mark', '](https://x.no)'],
        ['md-mark', '*'],
        ['md-em', '3'],
        ['md-mark', '*'],
        ['md-mark', '~~'],
        ['md-gone', 'no'],
        ['md-mark', '~~'],
      ],
    )
  })
})

describe('TXT11: dialogues', () => {
  it('give each speaker a side, and go on with the turn until the next name', () => {
    expect(
      worn('dialogue', 'Chat of today\nAna: hello\nand more\n\nBen: hi, see https://x.no\n[10:02] ana: ok'),
    ).toEqual([
      [null],
      ['turn turn-left turn-opens', ['turn-name', 'Ana:']],
      ['turn turn-closes turn-left'],
      ['turn-blank'],
      ['turn turn-closes turn-right turn-opens', ['turn-name', 'Ben:']],
      ['turn turn-closes turn-left turn-opens', ['md-mark', '[10:02] '], ['turn-name', 'ana:']],
    ])
  })
})

it('TXT11: whatever the text and the dress, the pieces of its rows are the raw text, each at its own place', () => {
  const bits = fc.constantFrom(
    '# ',
    '**',
    '_',
    '`',
    '```',
    '\n',
    '[a](b)',
    'Ana: ',
    '> ',
    '- ',
    '👩‍👩‍👧',
    'é',
    'x y',
    '*',
  )
  return fc.assert(
    fc.property(
      fc.constantFrom('markdown' as const, 'dialogue' as const),
      fc.array(bits, { maxLength: 20 }),
      (name, list) => {
        const text = list.join('')
        const passage = createPassage(text)
        const dress = dresses[name](passage)
        let shown = ''
        for (let row = 0; row < passage.rows.count; row += 1) {
          const line = passage.rows.at(row)
          for (const { start, end } of layOut(line, [], dress.row(row)?.runs).pieces) {
            expect(start).toBe(shown.length)
            shown += text.slice(start, end)
          }
          shown += text.slice(line.end, line.next)
        }
        expect(shown).toBe(text)
      },
    ),
  )
})
