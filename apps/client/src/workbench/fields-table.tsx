// FieldsTable: what the imported row says beside the medium (a product's title, a caller's language).
import type { Fields } from '@etabli/schema'
import './fields-table.css'

export function FieldsTable({ fields }: { readonly fields: Fields }) {
  const rows = Object.entries(fields)
  if (rows.length === 0) return null
  return (
    <dl className="fields-table">
      {rows.map(([name, value]) => (
        <div key={name} className="fields-table-row">
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
