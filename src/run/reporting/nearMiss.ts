/**
 * By how little an answer misses what is wanted, in words: a rule that a model overlooks when it reads the two side by
 * side. Undefined if more than the form differs.
 */
export function nearMiss(answer: string, wanted: readonly string[]): string | undefined {
  const given = answer.trim()
  if (given === '') return undefined
  return forms.find(({ is }) => wanted.some(text => is(given, text.trim())))?.said
}

interface Form {
  readonly said: string
  readonly is: (given: string, wanted: string) => boolean
}

const lower = (text: string): string => text.toLowerCase()
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '')
const inOrder = (text: string): string => (lower(text).match(/[\p{L}\p{N}]+/gu) ?? []).toSorted().join(' ')

/** From the smallest difference to the largest. */
const forms: readonly Form[] = [
  { said: 'only capital and small letters differ', is: (given, wanted) => lower(given) === lower(wanted) },
  {
    said: 'only punctuation and spaces differ',
    is: (given, wanted) => bare(given) === bare(wanted) && bare(wanted) !== '',
  },
  {
    said: 'only capital letters, punctuation and spaces differ',
    is: (given, wanted) => lower(bare(given)) === lower(bare(wanted)) && bare(wanted) !== '',
  },
  {
    said: 'the same words are wanted in another order',
    is: (given, wanted) => inOrder(given) === inOrder(wanted) && inOrder(wanted) !== '',
  },
  { said: 'nothing but the answer wanted may stand there', is: (given, wanted) => holds(given, wanted) },
  {
    said: 'nothing but the answer wanted may stand there, in just these letters',
    is: (given, wanted) => holds(lower(given), lower(wanted)),
  },
]

/** Whether a text contains another that does not begin or end amid one of its words. */
function holds(text: string, part: string): boolean {
  const at = part === '' ? -1 : text.indexOf(part)
  if (at < 0) return false
  const isInside = (edge: string): boolean => /^[\p{L}\p{N}]{2}$/u.test(edge)
  return (
    !isInside(text.slice(Math.max(0, at - 1), at + 1)) &&
    !isInside(text.slice(at + part.length - 1, at + part.length + 1))
  )
}
