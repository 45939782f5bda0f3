// The few globals that Node and browsers share, for the check that sees neither.
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(input?: Uint8Array, options?: { stream?: boolean }): string
}
declare class URL {
  constructor(url: string, base?: string)
  href: string
  pathname: string
  protocol: string
  search: string
}
declare class URLSearchParams {
  constructor(init?: Record<string, string>)
  append(name: string, value: string): void
  set(name: string, value: string): void
  toString(): string
}
declare function structuredClone<T>(value: T): T
declare class CompressionStream {
  constructor(format: 'deflate')
  readonly readable: {
    getReader(): {
      read(): Promise<
        | { readonly done: false; readonly value: Uint8Array<ArrayBuffer> }
        | { readonly done: true; readonly value?: undefined }
      >
      cancel(): Promise<void>
    }
  }
  readonly writable: {
    getWriter(): {
      write(chunk: Uint8Array<ArrayBuffer>): Promise<void>
      close(): Promise<void>
      abort(reason: unknown): Promise<void>
    }
  }
}
