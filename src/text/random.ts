/** A source of numbers in [0, 1). */
export type Random = () => number

/**
 * A generator of random numbers that depends on nothing but the seed. A caller that needs its own stream names it, such
 * as `random(seed, 'split')` or `random(seed, 'step', 3)`, so that no stream depends on how much of another was used.
 * The generator is Chris Doty-Humphrey's sfc32, which passes the usual test batteries.
 */
export function random(...seed: readonly (string | number)[]): Random {
  const text = JSON.stringify(seed)
  let a = hash(text, 0x9e3779b9)
  let b = hash(text, 0x243f6a88)
  let c = hash(text, 0xb7e15162)
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let round = 0; round < 15; round++) next()
  return next
}

/** The items in random order; every order is equally likely. */
export function shuffled<T>(items: readonly T[], rng: Random): T[] {
  const keyed = items.map(item => ({ item, key: rng() }))
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item)
}

/** `k` of the items, drawn without replacement and kept in their order; all of them if there are no more than `k`. */
export function sample<T>(items: readonly T[], k: number, rng: Random): T[] {
  const drawn = new Set(shuffled([...items.keys()], rng).slice(0, Math.max(0, k)))
  return items.filter((_, index) => drawn.has(index))
}

/** A number that depends on nothing but the text and the seed. Similar seeds give unrelated numbers. */
const hash = (text: string, start: number): number => mixed(fnv1a(text, start))

const prime = 0x01000193

/** The hash FNV-1a of the UTF-16 units of a text, as an integer of 32 bits. Similar texts have similar hashes. */
export function fnv1a(text: string, start = 0x811c9dc5): number {
  let value = start
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), prime)
  return value
}

/** Spreads the bits of an integer, as MurmurHash3 does at its end: similar ones become unrelated. */
export function mixed(integer: number): number {
  let value = Math.imul(integer ^ (integer >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
