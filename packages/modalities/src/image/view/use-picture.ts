// Fetches and decodes the picture; says when it is there, and when it cannot be shown.
import { useEffect, useState } from 'react'

export type Picture =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly image: HTMLImageElement }
  | { readonly state: 'broken' }

const loading: Picture = { state: 'loading' }

/** @returns the picture, and how to try again after a failure */
export function usePicture(src: string | null): [Picture, () => void] {
  const [round, setRound] = useState(0)
  const [found, setFound] = useState<{ src: string | null; round: number; picture: Picture } | null>(null)
  useEffect(() => {
    let current = true
    const settle = (picture: Picture) => {
      if (current) setFound({ src, round, picture })
    }
    if (src === null) {
      settle({ state: 'broken' })
      return
    }
    const image = new Image()
    image.decoding = 'async'
    image.src = src
    image.decode().then(
      () => settle({ state: 'ready', image }),
      () => settle({ state: 'broken' }),
    )
    return () => {
      current = false
    }
  }, [src, round])
  const fresh = found && found.src === src && found.round === round
  return [fresh ? found.picture : loading, () => setRound((value) => value + 1)]
}
