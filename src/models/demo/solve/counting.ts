import { clamp01, type Exercise, type ShownAttempt, type Solver } from '../proposing/exercise.ts'
import { belongs } from './lexicon.ts'

/** "I have two dogs, a lamp, and a cat. How many animals do I have?" */
export const solveCounting: Solver = text => {
  const match = [...text.matchAll(question)].at(-1)
  const [whole, list = '', category = ''] = match ?? []
  if (match === undefined || whole === undefined) return undefined
  const items = list
    .split(/\s*(?:,\s*and|,|\band)\s+/)
    .filter(item => item.trim() !== '')
    .map(item => readItem(item.trim()))
  if (items.length < 2) return undefined
  const wanted = items.filter(item => belongs(item.noun, category))
  return {
    kind: 'counting',
    span: [match.index, match.index + whole.length],
    solution: addUp(wanted),
    slips: slipsOf(items, wanted),
    difficulty: clamp01((items.length - 3) / 9) * 0.7 + clamp01((items.length - wanted.length) / 5) * 0.3,
    sentence: answer => `You have ${answer} ${category.trim()}.`,
  } satisfies Exercise
}

const question =
  /\b(?:I have|I own|I bought|I packed|I see|There (?:is|are)|[A-Z]\w+ has|We have)\s+([^.?!]+)\.\s*How many ([a-z ]+?) (?:do (?:I|we) (?:have|own|see)|did I (?:buy|pack)|are there|does \w+ have)[^?\n]*\?/g

interface Item {
  readonly noun: string
  readonly quantity: number
}

const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

function readItem(item: string): Item {
  const [first = '', ...rest] = item.split(/\s+/)
  const word = first.toLowerCase()
  const named = numbers.indexOf(word)
  if (named >= 0) return { noun: rest.join(' '), quantity: named }
  if (/^\d+$/.test(word)) return { noun: rest.join(' '), quantity: Number(word) }
  return /^(an?|the|my|one)$/.test(word) ? { noun: rest.join(' '), quantity: 1 } : { noun: item, quantity: 1 }
}

function addUp(items: readonly Item[]): ShownAttempt {
  const total = items.reduce((sum, item) => sum + item.quantity, 0)
  const lines = items.map(item => `- ${item.noun}: ${item.quantity}`)
  if (items.length < 2) return { answer: String(total), working: lines }
  return { answer: String(total), working: [...lines, `${items.map(item => item.quantity).join(' + ')} = ${total}`] }
}

/**
 * The mistakes of people and small models: missing an item, counting entries instead of quantities, including items
 * that were not asked for.
 */
function slipsOf(items: readonly Item[], wanted: readonly Item[]): readonly ShownAttempt[] {
  const right = addUp(wanted).answer
  const others = items.filter(item => !wanted.includes(item))
  const slips = [
    ...wanted.map((_, index) => addUp(wanted.toSpliced(index, 1))),
    addUp(wanted.map(item => ({ ...item, quantity: 1 }))),
    ...others.slice(0, 2).map(item => addUp([...wanted, item])),
    addUp([...wanted, { noun: wanted[0]?.noun ?? 'one more', quantity: 1 }]),
  ]
  return slips.filter(slip => slip.answer !== right)
}
