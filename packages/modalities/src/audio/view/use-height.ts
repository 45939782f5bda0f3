// How high an element is now.
import { type RefObject, useEffect, useState } from 'react'

/** Pixels (CSS); 0 until it is known. */
export function useHeight(frame: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return height
}
