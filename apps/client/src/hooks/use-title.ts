// The browser's title for this page, so that tabs, history and screen readers tell one page from another.
import { useEffect } from 'react'

const NAME = 'Etabli'

/** `useTitle(project.name)` → "Shelf · Etabli"; the bare name again once the page is left. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? NAME : `${title} · ${NAME}`
    return () => {
      document.title = NAME
    }
  }, [title])
}
