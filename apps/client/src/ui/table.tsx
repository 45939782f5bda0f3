// Table: rows of one kind with named columns; sorting by header where a column allows it.
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import './table.css'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'start' | 'end'
  /** Takes the rest of the width. */
  readonly grow?: boolean
  /** Left out on narrow windows. */
  readonly secondary?: boolean
  readonly sortable?: boolean
}

export interface Sort {
  readonly column: string
  readonly descending: boolean
}

export interface TableProps<Row> {
  /** Says what the table lists; for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly sort?: Sort | undefined
  readonly onSort?: (sort: Sort) => void
  /** A press anywhere in the row; give the first cell a link for the keyboard. */
  readonly onRow?: (row: Row) => void
  readonly selected?: string | null
  /** Shown in place of rows. */
  readonly empty?: ReactNode
}

export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowKey, sort, onSort, onRow, selected, empty } = props
  if (rows.length === 0 && empty) return <div className="card">{empty}</div>
  return (
    <div className="table-scroll card">
      <table className="table">
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row)
            return (
              // The row's first cell holds a link, which is what the keyboard uses; the row is only a larger target.
              <tr
                key={key}
                {...(onRow ? { onClick: () => onRow(row), 'data-pressable': '' } : {})}
                {...(selected === key ? { 'data-selected': '' } : {})}
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    data-align={column.align}
                    data-grow={column.grow}
                    data-secondary={column.secondary}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort) => void) | undefined
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const sorted = sort?.column === column.id ? sort : null
  const look = { 'data-align': column.align, 'data-secondary': column.secondary }
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" {...look}>
        {column.title}
      </th>
    )
  }
  return (
    <th scope="col" {...look} aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className="table-sort"
        onClick={() => onSort({ column: column.id, descending: sorted ? !sorted.descending : false })}
      >
        {column.title}
        {sorted ? sorted.descending ? <ArrowDown size={12} /> : <ArrowUp size={12} /> : null}
      </button>
    </th>
  )
}
