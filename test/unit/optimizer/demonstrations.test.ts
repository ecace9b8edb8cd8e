import assert from 'node:assert/strict'
import test from 'node:test'
import { demonstrated, holdRest, withExamples } from '../../../src/optimizer/demonstrations.ts'
import type { ShownCase } from '../../../src/optimizer/metaPrompts/metaPrompt.ts'
import type { ExamplesName } from '../../../src/optimizer/strategy.ts'
import type { Candidate, Step, Trajectory } from '../../../src/optimizer/trajectory.ts'
import { noWishes } from '../../../src/optimizer/wishes.ts'
import { planOf } from './scripted.ts'

const cases = ['one', 'two', 'three', 'four', 'five'].map((input, index) => ({ input, expected: `${index + 1}` }))

const manyCases = Array.from({ length: 20 }, (_, index) => ({
  input: `${index}`,
  expected: index % 2 === 0 ? 'even' : 'odd',
}))

const tokens = ['{{input}}']
const plain = { tokens, wishes: noWishes, labels: [] }

const stepWith = (step: number, candidates: readonly Candidate[]): Step => ({
  step,
  epoch: 1,
  stepSize: null,
  current: { text: 'Count.', score: 0 },
  shown: [],
  metaPrompt: '',
  candidates,
  winner: null,
  repeated: 0,
  momentum: 'none',
  saved: 0,
})

const lost = (text: string): Candidate => ({ text, status: 'dropped', cases: 5, score: 0, wordsChanged: 1 })

interface Wanted {
  readonly mode?: ExamplesName
  readonly labels?: readonly string[]
  readonly of?: readonly ShownCase[]
}

const candidatesOf = ({ initial, steps }: Trajectory, { mode = 'whenStuck', labels = [], of = cases }: Wanted = {}) =>
  demonstrated({
    trajectory: { initial, steps },
    current: initial,
    plan: { ...planOf('gpo', { steps: 18 }), tokens, labels, examples: { mode, cases: of } },
    services: { accept: () => undefined },
  })

const begun = (score: number, steps: readonly Step[]): Trajectory => ({
  initial: { text: 'Count.\n\n{{input}}', score },
  steps,
})

const barren = [stepWith(1, [lost('a')]), stepWith(2, [lost('b')])]

for (const [what, score, steps, mode, found] of [
  ['before the first step', 0, [], 'whenStuck', 0],
  ['before the first step, where they are always wanted', 0, [], 'always', 1],
  ['after a step without a gain, where nothing was right', 0, barren.slice(0, 1), 'whenStuck', 1],
  ['after a step without a gain, where half was right', 0.5, barren.slice(0, 1), 'whenStuck', 0],
  ['after two steps without a gain', 0.5, barren, 'whenStuck', 1],
  ['where they are not wanted', 0, barren, 'never', 0],
] as const)
  test(`${what} ${found === 1 ? 'a' : 'no'} candidate gets examples`, () =>
    assert.equal(candidatesOf(begun(score, steps), { mode }).length, found))

test('examples stand before the message, each with the answer wanted', () => {
  const [made] = candidatesOf(begun(0, barren))
  assert.match(made?.text ?? '', /^Count\.\n\n(If the message is "\w+", reply "\d"\.\n){4}If .*"\.\n\n\{\{input\}\}$/)
  assert.equal(made?.demonstrated, true)
})

for (const [what, score, found] of [
  ['that most answers miss, examples are tried from the first step on', 0.4, 1],
  ['that half of the answers meet, instructions come first', 0.5, 0],
] as const)
  test(`with labels ${what}`, () =>
    assert.equal(candidatesOf(begun(score, []), { labels: ['even', 'odd'], of: manyCases }).length, found))

test('with labels there are twice as many examples, as many of each, as far as there are cases', () => {
  const [made] = candidatesOf(begun(0, barren), { labels: ['even', 'odd'], of: manyCases })
  assert.deepEqual(made?.text.match(/(even|odd)(?=")/g)?.toSorted(), [
    ...Array(8).fill('even'),
    ...Array(8).fill('odd'),
  ])
  const [few] = candidatesOf(begun(0, barren), { labels: ['1', '5'] })
  assert.deepEqual(few?.text.match(/reply "\d"/g)?.toSorted(), ['reply "1"', 'reply "5"'])
})

test('labels are named before the examples, unless the prompt names them', () => {
  const of = manyCases.slice(0, 2)
  const made = (text: string) => withExamples(`${text}\n\n{{input}}`, of, { ...plain, labels: ['even', 'odd'] })
  assert.match(made('Count.'), /^Count\.\n\nReply with one of these and nothing else: even, odd\n\nIf /)
  assert.match(made('Be oddly even.'), /: even, odd\n\nIf /)
  assert.match(made('Say odd or even.'), /^Say odd or even\.\n\nIf /)
})

test('there are eight examples at most, and fewer of long messages', () => {
  const lines = (of: readonly ShownCase[]) => candidatesOf(begun(0, barren), { of })[0]?.text.match(/^If /gm)?.length
  assert.equal(lines(manyCases), 8)
  assert.equal(lines(manyCases.map(({ input }) => ({ input: input.padEnd(490, '.'), expected: 'x' }))), 6)
})

test('examples that did not help are tried once more with others, and then no more', () => {
  const [first] = candidatesOf(begun(0, barren))
  const once = [...barren, stepWith(3, [lost(first?.text ?? '')])]
  const [second] = candidatesOf(begun(0, once))
  assert.notEqual(second?.text, first?.text)
  assert.deepEqual(candidatesOf(begun(0, [...once, stepWith(4, [lost(second?.text ?? '')])])), [])
})

test('a message of several lines keeps its lines', () =>
  assert.equal(
    withExamples('Count.', [{ input: 'a\nb', expected: '2' }], { ...plain, tokens: [] }),
    'Count.\n\nIf the message is:\na\nb\nreply:\n2',
  ))

for (const [what, text, expected] of [
  [
    'on a line of its own',
    'Count it.\nText:\n{{input}}\nBe exact.',
    'Count it.\n\nEXAMPLES\n\nText:\n{{input}}\nBe exact.',
  ],
  ['in the first line', 'Count {{input}} with care.', 'EXAMPLES\n\nCount {{input}} with care.'],
] as const)
  test(`before a placeholder amid the text, ${what}, stand the examples, and the optimizer model is not shown them`, () => {
    const examples = cases.slice(0, 2)
    const made = withExamples(text, examples, plain)
    assert.equal(made.replace(/If [\s\S]*"\./, 'EXAMPLES'), expected)
    const { before, body, after } = holdRest(made, { ...plain, examples: { mode: 'whenStuck', cases } })
    assert.equal(before + body + after, made)
    assert.doesNotMatch(body, /If the message/)
  })

test('the optimizer model is not shown the examples at the end, and they stay', () => {
  const text = withExamples('Count.\n\n{{input}}', cases.slice(0, 2), plain)
  const { before, body, after } = holdRest(text, { ...plain, examples: { mode: 'whenStuck', cases } })
  assert.equal(body, 'Count.')
  assert.equal(before + body + after, text)
})
