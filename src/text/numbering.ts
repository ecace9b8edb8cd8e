import { createHash } from 'node:crypto'

/** Numbers texts 0, 1, 2, ... in the order in which they first appear. */
export interface Numbering {
  /** Undefined for a text that has no number. */
  find(text: string): number | undefined
  /** The text's number; a new text gets the next one. */
  take(text: string): number
}

/**
 * Keeps only 64 bits of each text's SHA-256, in typed arrays: 16 to 32 bytes a text, however long it is, while a Map
 * takes 120 for a key of 64 digits. This way 100,000 cases fit into a heap of 48 MB. The chance that any two of 100,000
 * texts get the same number is 3 in 10^10; a caller that cannot accept that must compare the texts.
 */
export function numbering(): Numbering {
  let hashes = new Uint32Array(2 * 64)
  /**
   * A hash table with open addressing, at most half full. A slot holds the number of its text plus one, or 0 if it is
   * free.
   */
  let slots = new Uint32Array(2 * 64)
  let size = 0

  /** The slot that holds the hash, or the free slot where it belongs. */
  const slotOf = (high: number, low: number): number => {
    const mask = slots.length - 1
    let slot = low & mask
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      if (hashes[2 * held - 2] === high && hashes[2 * held - 1] === low) break
      slot = (slot + 1) & mask
    }
    return slot
  }

  const grow = (): void => {
    hashes = grown(hashes, 2 * hashes.length)
    slots = new Uint32Array(2 * slots.length)
    for (let number = 0; number < size; number++)
      slots[slotOf(hashes[2 * number] ?? 0, hashes[2 * number + 1] ?? 0)] = number + 1
  }

  return {
    find(text) {
      const [high, low] = hashOf(text)
      const held = slots[slotOf(high, low)] ?? 0
      return held === 0 ? undefined : held - 1
    },
    take(text) {
      const [high, low] = hashOf(text)
      const held = slots[slotOf(high, low)] ?? 0
      if (held !== 0) return held - 1
      if (2 * size === slots.length) grow()
      hashes[2 * size] = high
      hashes[2 * size + 1] = low
      slots[slotOf(high, low)] = size + 1
      return size++
    },
  }
}

/**
 * The array itself if it is long enough, otherwise a copy with room for `length` numbers or twice as many as before.
 */
export function grown<T extends Uint32Array | Float64Array>(array: T, length: number): T
export function grown(array: Uint32Array | Float64Array, length: number): Uint32Array | Float64Array {
  if (array.length >= length) return array
  const size = Math.max(length, 2 * array.length)
  const copy = array instanceof Uint32Array ? new Uint32Array(size) : new Float64Array(size)
  copy.set(array)
  return copy
}

function hashOf(text: string): readonly [high: number, low: number] {
  const digest = createHash('sha256').update(text, 'utf8').digest()
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)]
}
