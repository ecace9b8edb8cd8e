import assert from 'node:assert/strict'
import test from 'node:test'
import { skillWith } from '../../../../src/models/demo/aptitude.ts'
import { solveTask } from '../../../../src/models/demo/solveTask.ts'
import { traitsOf } from '../../../../src/models/demo/traits.ts'
import { countingCases, finalAnswer, logicCases, type Made } from './generated.ts'

const score = (prompt: string, cases: readonly Made[]): number =>
  cases.filter(
    ({ input, expected }) =>
      finalAnswer(solveTask([{ role: 'user', content: `${input}\n${prompt}` }], 1, 0, '')) === expected,
  ).length / cases.length

/** From worst to best. */
const ladders = [
  {
    kind: 'counting',
    cases: countingCases(400),
    prompts: [
      'Give a quick guess. Every list item counts as one.',
      '',
      "Let's think step by step.",
      "Let's think step by step. List each item with its quantity.",
      'Think step by step. List each item with its quantity, counting "a" or "an" as one. Ignore whatever is not asked for. Then add up the quantities and check the sum. End with: The answer is N.',
    ],
  },
  {
    kind: 'logic',
    cases: logicCases(400),
    prompts: [
      'Guess from left to right.',
      '',
      "Let's think step by step.",
      "Let's think step by step. Evaluate not first, then and, then or.",
      "Let's think step by step. Resolve the innermost parentheses first. Evaluate not first, then and, then or. Rewrite the expression after each step and verify the result. End with: The answer is True or False.",
    ],
  },
] as const

for (const { kind, cases, prompts } of ladders)
  test(`better prompts for ${kind} score higher, from below 40 % to above 85 %`, () => {
    const scores = prompts.map(prompt => score(prompt, cases))
    for (const [index, one] of scores.entries())
      if (index > 0)
        assert.ok(one > (scores[index - 1] ?? 1), `"${prompts[index]}" scores ${one} after ${scores[index - 1]}`)
    assert.ok((scores[0] ?? 1) < 0.4)
    assert.ok((scores[2] ?? 0) > 0.4 && (scores[2] ?? 1) < 0.65)
    assert.ok((scores.at(-1) ?? 0) > 0.85)
  })

const paraphrases = [
  ['stepwise', "Let's think step by step.", 'Take one step at a time.', 'Work it through in small steps.'],
  ['list-items', 'List each item with its quantity.', 'Write down every object and how many there are.'],
  [
    'article-is-one',
    'Count "a" or "an" as one.',
    'Treat an article as one.',
    'An item without a number counts as one.',
  ],
  [
    'not-and-or',
    'Evaluate not first, then and, then or.',
    'Remember that not comes before and, and that and comes before or.',
  ],
  ['brackets-first', 'Resolve the innermost parentheses first.', 'Start inside the brackets and move outwards.'],
  ['keep-words', 'Keep every word exactly once.', 'Do not drop or add any word.', 'Every word must appear once.'],
  ['intent', 'Find the main problem of the message.', 'Ask yourself what the customer wants to be done.'],
  ['answer-only', 'Reply with the label only.', 'Answer with just the number.', 'Write nothing else.'],
] as const

for (const [name, ...wordings] of paraphrases)
  for (const wording of wordings)
    test(`"${wording}" asks for ${name}`, () => assert.ok(traitsOf(wording).some(trait => trait.name === name)))

test('advice for one kind may harm another', () => {
  const ignore = 'Ignore whatever is not asked for.'
  assert.ok(skillWith(ignore, 'counting') > skillWith('', 'counting'))
  assert.ok(skillWith(ignore, 'sorting') < skillWith('', 'sorting'))
})

test('a prompt that contradicts itself, repeats itself or rambles is worse than one that does not', () => {
  const good = "Let's think step by step. Watch the sign of each number."
  const skill = skillWith(good, 'arithmetic')
  assert.ok(skillWith(`${good} Answer with the number only, no explanation.`, 'arithmetic') < skill)
  assert.ok(skillWith(`${good} ${good}`, 'arithmetic') < skill)
  assert.ok(skillWith(`${good} ${'It is as it is with this and that. '.repeat(20)}`, 'arithmetic') < skill)
})

test('neighbouring prompts get different cases right', () => {
  const cases = logicCases(200)
  const rights = ['Be careful and precise.', 'You are an expert in this task.'].map(prompt =>
    cases.map(
      ({ input, expected }) =>
        finalAnswer(solveTask([{ role: 'user', content: `${input}\n${prompt}` }], 1, 0, '')) === expected,
    ),
  )
  const fixed = cases.filter((_, index) => rights[0]?.[index] === false && rights[1]?.[index] === true).length
  const broken = cases.filter((_, index) => rights[0]?.[index] === true && rights[1]?.[index] === false).length
  assert.ok(fixed > 0 && broken > 0 && fixed + broken < 80, `${fixed} fixed, ${broken} broken`)
})
