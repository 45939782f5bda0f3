// What was found out of blobs that were asked for lately: a blob never changes, so that it need not be found out again.

const MOST = 10_000

/** A map by blob that forgets everything rather than grow without end. */
export class Lately<Found> extends Map<string, Found> {
  override set(blob: string, found: Found): this {
    if (this.size >= MOST) this.clear()
    return super.set(blob, found)
  }
}
