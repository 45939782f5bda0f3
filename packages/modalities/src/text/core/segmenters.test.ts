// Sentences as a reader parts them.
import { describe, expect, it } from 'vitest'
import { sentencesIn } from './segmenters.ts'

const sentences = (text: string, language = 'en') => [...sentencesIn(text, language)].map(({ segment }) => segment)

describe('sentencesIn', () => {
  it.each([
    ['In a week, Mr. Smith said. Ok.', ['In a week, Mr. Smith said. ', 'Ok.']],
    ['Dr. J. R. R. Tolkien wrote it. Who else?', ['Dr. J. R. R. Tolkien wrote it. ', 'Who else?']],
    ['Elle devait arriver, M. Durand l’a dit. Merci !', ['Elle devait arriver, M. Durand l’a dit. ', 'Merci !']],
    ['Herr Dr. Weiß kam, z. B. Montag. Gut.', ['Herr Dr. Weiß kam, z. B. Montag. ', 'Gut.']],
    ['See Fig. 3 and p. 12. Then (cf. Ada) go.', ['See Fig. 3 and p. 12. ', 'Then (cf. Ada) go.']],
  ])('a title, an initial or a word cut short does not end one: %s', (text, parted) => {
    expect(sentences(text)).toEqual(parted)
  })

  it.each([
    ['He said no. No. Then he left.', ['He said no. ', 'No. ', 'Then he left.']],
    ['So do I. Then we went.', ['So do I. ', 'Then we went.']],
    ['Made in the U.S. They sold it.', ['Made in the U.S. ', 'They sold it.']],
    ['他来了。她走了。', ['他来了。', '她走了。']],
  ])('what ends one does: %s', (text, parted) => {
    expect(sentences(text, /\p{Script=Han}/u.test(text) ? 'zh' : 'en')).toEqual(parted)
  })

  it('they are the text, each where it begins', () => {
    const text = 'Mr. A. B.\nC. d 👩‍👩‍👧. Ms. É! No. 3? '
    let at = 0
    for (const { index, segment } of sentencesIn(text, 'en')) {
      expect(index).toBe(at)
      expect(text.slice(index, index + segment.length)).toBe(segment)
      at += segment.length
    }
    expect(at).toBe(text.length)
  })
})
