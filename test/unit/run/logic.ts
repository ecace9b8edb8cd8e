import { random } from '../../../src/text/random.ts'

/** Cases that the demo model really solves: boolean expressions with their values, as lines of an eval set. */
export function logicCases(count: number): string {
  const rng = random('logic cases')
  const literal = (): [string, boolean] => (rng() < 0.5 ? ['True', true] : ['False', false])
  const negated = (): [string, boolean] => {
    const [text, value] = literal()
    return rng() < 0.5 ? [`not ( ${text} )`, !value] : [text, value]
  }
  const lines = new Set<string>()
  while (lines.size < count) {
    const [a, x] = negated()
    const [b, y] = negated()
    const [c, z] = negated()
    const [text, value] =
      rng() < 0.5 ? [`${a} and ${b} or ${c} is`, (x && y) || z] : [`( ${a} or ${b} ) and not ${c} is`, (x || y) && !z]
    lines.add(JSON.stringify({ input: text, expected: value ? 'True' : 'False' }))
  }
  return `${[...lines].join('\n')}\n`
}
