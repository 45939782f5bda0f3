// Tabs: parts of one page; with `href` each part has an address.
import type { ReactNode } from 'react'
import { Tabs as RacTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import { Link } from 'wouter'
import './tabs.css'

export interface TabItem {
  readonly id: string
  readonly title: string
  readonly count?: number
  readonly content: ReactNode
}

export interface TabsProps {
  readonly label: string
  readonly items: readonly TabItem[]
  readonly value: string
  readonly onChange: (id: string) => void
}

export function Tabs({ label, items, value, onChange }: TabsProps) {
  return (
    <RacTabs className="tabs" selectedKey={value} onSelectionChange={(key) => onChange(String(key))}>
      <TabList aria-label={label} className="tabs-list">
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className="tabs-tab">
            {item.title}
            {item.count === undefined ? null : <span className="tabs-count tabular">{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="tabs-panel">
          {item.content}
        </TabPanel>
      ))}
    </RacTabs>
  )
}

export interface NavTab {
  readonly href: string
  readonly title: string
  readonly count?: number | undefined
  readonly current: boolean
}

/** Looks like tabs, is navigation: each part is a page of its own. */
export function NavTabs({ label, items }: { readonly label: string; readonly items: readonly NavTab[] }) {
  return (
    <nav aria-label={label} className="tabs-list">
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          className="tabs-tab"
          {...(item.current ? { 'aria-current': 'page' as const, 'data-selected': '' } : {})}
        >
          {item.title}
          {item.count === undefined ? null : <span className="tabs-count tabular">{item.count}</span>}
        </Link>
      ))}
    </nav>
  )
}
