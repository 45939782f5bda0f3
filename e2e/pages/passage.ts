// A text on its stage as a person sees it: where words are, pressing and dragging over them, its spans.
import { expect, type Locator, type Page } from '@playwright/test'

interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where words stand on the screen, from their first letter to their last, one rectangle a line. Throws where they do not. */
export async function placesOf(page: Page, words: string): Promise<Rect[]> {
  const found = await page.evaluate((wanted) => {
    const stage = document.querySelector('.text-stage') ?? document.body
    const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest('[data-start]') === node.parentElement ? 1 : 3,
    )
    const nodes: Text[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text)
    const at = nodes
      .map(({ data }) => data)
      .join('')
      .indexOf(wanted)
    if (at < 0) return null
    const range = document.createRange()
    let passed = 0
    for (const node of nodes) {
      const [from, to] = [at - passed, at + wanted.length - passed]
      if (from >= 0 && from < node.length) range.setStart(node, from)
      if (to > 0 && to <= node.length) range.setEnd(node, to)
      passed += node.length
    }
    return [...range.getClientRects()]
      .filter(({ width }) => width > 0)
      .map(({ x, y, width, height }) => ({ x, y, width, height }))
  }, words)
  if (!found || found.length === 0) throw new Error(`"${words}" is not on the page`)
  return found
}

/** Double-clicks a word, which tags it with the active label. */
export async function tagWord(page: Page, word: string, key: string): Promise<void> {
  await page.keyboard.press(key)
  const [box] = await placesOf(page, word)
  if (box) await page.mouse.dblclick(box.x + box.width / 2, box.y + Math.min(12, box.height / 2))
}

/** Drags over words, from inside their first letter to inside their last. */
export async function dragOver(page: Page, words: string): Promise<void> {
  const boxes = await placesOf(page, words)
  const [first] = boxes
  const last = boxes.at(-1)
  if (!first || !last) return
  await page.mouse.move(first.x + 2, first.y + 10)
  await page.mouse.down()
  await page.mouse.move(first.x + 8, first.y + 10)
  await page.mouse.move(last.x + last.width - 2, last.y + 10)
  await page.mouse.up()
}

/** The names below the words, one a span. */
export function chips(page: Page): Locator {
  return page.locator('.text-chip')
}

/** Waits until the words of the marks are these, in the order of the list. */
export async function expectMarks(page: Page, words: readonly string[]): Promise<void> {
  await expect(page.locator('.mark-list-words')).toHaveText([...words])
}
