// The picture of now; says when it is there, and when it cannot be shown.
import { useEffect, useMemo, useState } from 'react'
import { fetchPicture, pictureNow } from './pictures.ts'

export type Picture =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly image: ImageBitmap }
  | { readonly state: 'broken' }

const loading: Picture = { state: 'loading' }

/** @returns the picture, at once where it was fetched ahead; and how to try again after a failure */
export function usePicture(src: string | null): [Picture, () => void] {
  const [round, setRound] = useState(0)
  const [found, setFound] = useState<{ src: string | null; round: number; picture: Picture } | null>(null)
  const ahead = useMemo(() => {
    const image = src === null ? null : pictureNow(src)
    return image && ({ state: 'ready', image } as const)
  }, [src])
  useEffect(() => {
    let current = true
    const settle = (picture: Picture) => {
      if (current) setFound({ src, round, picture })
    }
    if (src === null) {
      settle({ state: 'broken' })
      return
    }
    const asked = fetchPicture(src)
    if (!ahead) {
      asked.then(
        (image) => settle({ state: 'ready', image }),
        () => settle({ state: 'broken' }),
      )
    }
    return () => {
      current = false
    }
  }, [src, round, ahead])
  if (ahead) return [ahead, () => undefined]
  const fresh = found && found.src === src && found.round === round
  return [fresh ? found.picture : loading, () => setRound((value) => value + 1)]
}
