// The file of a take: this device's own copy where it has one, else the server's.
import type { TakePorts } from '@etabli/modality-kit'
import type { BlobHash } from '@etabli/schema'
import { useEffect, useState } from 'react'

export type TakeFile =
  | { readonly state: 'loading' }
  | { readonly state: 'lost' }
  | { readonly state: 'here'; readonly bytes: Uint8Array<ArrayBuffer> }

const LOADING: TakeFile = { state: 'loading' }

export function useTakeFile(takes: TakePorts | undefined, blob: BlobHash): TakeFile {
  const [file, setFile] = useState<TakeFile>(LOADING)
  useEffect(() => {
    const closing = new AbortController()
    setFile(LOADING)
    find(takes, blob, closing.signal).then(
      (bytes) => !closing.signal.aborted && setFile(bytes ? { state: 'here', bytes } : { state: 'lost' }),
      () => !closing.signal.aborted && setFile({ state: 'lost' }),
    )
    return () => closing.abort()
  }, [takes, blob])
  return file
}

async function find(
  takes: TakePorts | undefined,
  blob: BlobHash,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!takes) return null
  const own = await takes.read?.(blob)
  if (own) return own
  const reply = await fetch(takes.url(blob), { credentials: 'same-origin', signal })
  return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : null
}
