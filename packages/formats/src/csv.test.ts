// CSV: RFC 4180, refused rows by line, spreadsheets.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvReadOptions, csv, csvLine, csvReader, readCsv, sniffDelimiter, streamCsv, writeCsv } from './csv.ts'
import { readWhole } from './reader.ts'
import { codecContract } from './testing/index.ts'

const rowsOf = (text: string, options?: CsvReadOptions) =>
  [...readWhole(text, csvReader(options))].flatMap((event) => (event.type === 'row' ? [[event.line, event.value]] : []))
const issuesOf = (text: string, options?: CsvReadOptions) =>
  [...readWhole(text, csvReader(options))].flatMap((event) =>
    event.type === 'issue' ? [[event.issue.line, event.issue.path, event.issue.code]] : [],
  )

describe('csv', () => {
  it('reads RFC 4180’s own examples', () => {
    // RFC 4180, section 2, rules 5 to 7.
    expect(csv.read('a,b,c\r\n"aaa","b \r\nbb","ccc"\r\nzzz,yyy,xxx').document.rows).toEqual([
      { a: 'aaa', b: 'b \r\nbb', c: 'ccc' },
      { a: 'zzz', b: 'yyy', c: 'xxx' },
    ])
    expect(csv.read('a,b,c\r\n"aaa","b""bb","ccc"\r\n').document.rows).toEqual([{ a: 'aaa', b: 'b"bb', c: 'ccc' }])
  })

  it('numbers rows by the line where they begin, past quoted line ends', () => {
    expect(rowsOf('a,b\n1,"x\ny\nz"\n2,w\n')).toEqual([
      [2, { a: '1', b: 'x\ny\nz' }],
      [5, { a: '2', b: 'w' }],
    ])
  })

  it('knows comma, semicolon and tab, and a byte order mark', () => {
    expect(sniffDelimiter('a,b')).toBe(',')
    expect(sniffDelimiter('"a,a,a";b')).toBe(';')
    expect(sniffDelimiter('a\tb')).toBe('\t')
    expect(sniffDelimiter('a')).toBe(',')
    expect(rowsOf('\uFEFFid;text\n1;a,b\n')).toEqual([[2, { id: '1', text: 'a,b' }]])
  })

  it('TXT6: names ragged rows and open quotes by line, and keeps the others', () => {
    expect(issuesOf('a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,"2" x,3\n1,"open,2\n3,4,5\n')).toEqual([
      [2, 'c', 'csv.ragged'],
      [4, undefined, 'csv.ragged'],
      [5, undefined, 'csv.quote-text'],
      [6, undefined, 'csv.quote-open'],
    ])
    expect(rowsOf('a,b,c\n1,2\n1,2,3\n')).toEqual([[3, { a: '1', b: '2', c: '3' }]])
  })

  it('an open quote swallows no more than a row may hold', () => {
    const text = `a,b\n1,"open\n${'2,x\n'.repeat(10)}`
    expect(issuesOf(text, { maxRow: 20 })).toEqual([[2, undefined, 'csv.row-too-long']])
    expect(rowsOf(text, { maxRow: 20 }).length).toBeGreaterThan(4)
  })

  it('needs a header with different names, and the columns asked for', () => {
    expect(issuesOf('')).toEqual([[1, undefined, 'csv.no-header']])
    expect(issuesOf('a,a,\n1,2,3\n')).toEqual([
      [1, 'a', 'csv.column-twice'],
      [1, undefined, 'csv.column-unnamed'],
    ])
    expect(issuesOf('a,b\n1,2\n', { required: ['text'] })).toEqual([[1, 'text', 'csv.column-missing']])
  })

  it('names a line that is not UTF-8', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('a,b\n1,2\n'), 0x63, 0xe9, 0x2c, 0x31, 0x0a])
    expect(csv.read(bytes).issues.map(({ line, code }) => [line, code])).toEqual([[3, 'line.encoding']])
    expect(csv.read(bytes).document.rows.length).toBe(1)
  })

  it('takes a column named __proto__ for a column', () => {
    const row = csv.read('__proto__,a\nx,y\n').document.rows[0]
    expect(Object.keys(row ?? {})).toEqual(['__proto__', 'a'])
    expect([...writeCsv(['__proto__'], [{ a: '1' }])].join('')).toBe('__proto__\r\n""\r\n')
  })

  it('writes formulas as text for spreadsheets, and leaves numbers alone', () => {
    const cells = ['=1+1', '@SUM(A1)', '-2+3', '-2.5', '+33', '\tx', 'plain']
    expect(csvLine(cells, { spreadsheet: true, delimiter: ';' })).toBe("'=1+1;'@SUM(A1);'-2+3;-2.5;+33;'\tx;plain\r\n")
    expect([...writeCsv(['a'], [{ a: '1' }], { spreadsheet: true })].join('')).toBe('\uFEFFa\r\n1\r\n')
  })

  it('streams the same bytes, and reads chunks cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async ({ columns, rows }) => {
        const whole = [...writeCsv(columns, rows)].join('')
        expect((await Array.fromAsync(streamCsv(columns, rows))).join('')).toBe(whole)
        const single = Array.from(new TextEncoder().encode(whole), (byte) => new Uint8Array([byte]))
        const events = await Array.fromAsync(readCsv(single, { delimiter: ',' }))
        expect(events.slice(1).map((event) => (event.type === 'row' ? event.value : event))).toEqual(rows)
      }),
      { numRuns: 30 },
    )
  })
})

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('"', ',', ';', '\r', '\n', '\t', ' ', 'x', '\uFEFF', '😀'), { maxLength: 6 })
    .map((parts) => parts.join('')),
)
const documents = fc
  .uniqueArray(
    cell.filter((name) => name !== ''),
    { minLength: 1, maxLength: 4 },
  )
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(
        fc
          .array(cell, { minLength: columns.length, maxLength: columns.length })
          .map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index]!]))),
      ),
    }),
  )

codecContract({
  codec: csv,
  documents,
  writable: ({ columns }) => columns.length > 0,
  sample: 'id,text\r\n1,"a, b"\r\n2,"c\r\nd"\r\n',
})
