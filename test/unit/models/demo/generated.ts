import { random } from '../../../../src/text/random.ts'

/** Cases made up by the test itself: what is asked, and the right answer by an independent way. */
export interface Made {
  readonly input: string
  readonly expected: string
}

const nouns = {
  animals: ['dog', 'cat', 'cow', 'frog', 'snail', 'duck'],
  fruits: ['apple', 'plum', 'pear', 'mango', 'lemon', 'peach'],
} as const

const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six']

export function countingCases(count: number): readonly Made[] {
  const roll = random('counting')
  return Array.from({ length: count }, () => {
    const items = [...nouns.animals, ...nouns.fruits]
      .filter(() => roll() < 0.5)
      .map(noun => ({ noun, quantity: 1 + Math.floor(roll() * 5) }))
    const list = [{ noun: 'dog', quantity: 2 }, ...items].map(({ noun, quantity }) =>
      quantity === 1
        ? `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
        : `${numberWords[quantity]} ${noun}${noun === 'peach' ? 'es' : 's'}`,
    )
    const animals: readonly string[] = nouns.animals
    const total = items.filter(({ noun }) => animals.includes(noun)).reduce((sum, { quantity }) => sum + quantity, 2)
    return { input: `I have ${list.join(', ')}. How many animals do I have?`, expected: String(total) }
  })
}

export function logicCases(count: number): readonly Made[] {
  const roll = random('logic')
  const literal = (): { text: string; value: boolean } => {
    const value = roll() < 0.5
    const negated = roll() < 0.5
    return { text: `${negated ? 'not ' : ''}${value ? 'True' : 'False'}`, value: negated ? !value : value }
  }
  return Array.from({ length: count }, () => {
    const [a, b, c, d] = [literal(), literal(), literal(), literal()]
    if (roll() < 0.5)
      return {
        input: `${a.text} or ${b.text} and ${c.text} is`,
        expected: a.value || (b.value && c.value) ? 'True' : 'False',
      }
    const value = (a.value && b.value) || !(c.value && d.value)
    return {
      input: `${a.text} and ${b.text} or not ( ${c.text} and ${d.text} ) is`,
      expected: value ? 'True' : 'False',
    }
  })
}

/** The final answer of a reply: the last number or truth value in it. */
export const finalAnswer = (reply: string): string => reply.match(/\d+|\b(?:True|False)\b/g)?.at(-1) ?? ''
