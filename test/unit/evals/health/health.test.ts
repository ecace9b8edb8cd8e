import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, EvalSet } from '../../../../src/evals/evalSet.ts'
import { unreachable } from '../../../../src/evals/health/accepted.ts'
import { caseTroubles } from '../../../../src/evals/health/caseTroubles.ts'
import { deadCases, flippingCases, type PromptAnswers } from '../../../../src/evals/health/votes.ts'
import { doubtedLabels } from '../../../../src/evals/health/wrongLabels.ts'
import type { Problem } from '../../../../src/problem/problem.ts'

const set = (cases: readonly Partial<Case>[], checks: EvalSet['checks'] = [{ grader: 'equals' }]): EvalSet => ({
  path: 'a.eval.yaml',
  cases: cases.map((part, index) => ({ id: `${index + 1}`, vars: {}, expected: ['yes'], line: index + 1, ...part })),
  checks,
  exemplars: [],
  problems: [],
})

const asked = (q: string, part: Partial<Case> = {}): Partial<Case> => ({ vars: { q }, ...part })
const said = (problems: readonly Problem[]) =>
  problems.map(problem =>
    [problem.code, 'id' in problem ? problem.id : '', ...('of' in problem ? [problem.of] : [])].join(' '),
  )

const long = 'The customer in Hamburg writes that the blue kettle arrived broken on Tuesday and wants her money back'

for (const [title, cases, expected, checks] of [
  ['different cases', [asked('a'), asked('b')], []],
  ['one case twice', [asked('a'), asked('b'), asked('a')], ['case-doubled 3 1']],
  ['one question with two answers', [asked('a'), asked('a', { expected: ['no'] })], ['case-contradicts 2 1']],
  ['answers that overlap', [asked('a', { expected: ['yes', 'y'] }), asked('a')], ['case-doubled 2 1']],
  ['a word that differs', [asked(`${long}.`), asked(`${long} today.`)], ['case-nearly-doubled 2 1']],
  ['a word and the answer differ', [asked(`${long}.`), asked(`${long} today.`, { expected: ['no'] })], []],
  [
    'a pair across the test split',
    [asked(`${long}.`, { split: 'test' }), asked(`${long} today.`, { split: 'train' })],
    ['case-leaks 2 1'],
  ],
  ['an input of the prompt', [asked('translate good morning please')], ['case-in-prompt 1']],
  [
    'an answer that its grader refuses',
    [asked('a', { expected: ['ja'] })],
    ['case-unreachable 1'],
    [{ grader: 'boolean' }],
  ],
  [
    'an expected value that is part of what is looked for',
    [asked('a')],
    [],
    [{ grader: 'includes', value: 'Answer: {{expected}}' }],
  ],
] as const satisfies readonly (readonly [string, readonly Partial<Case>[], readonly string[], EvalSet['checks']?])[])
  test(`${title}: ${expected.join(', ') || 'nothing to tell'}`, async () => {
    const troubles = caseTroubles(
      set(cases, checks),
      'Example: Translate  good morning please',
      ({ split }) => split === 'test',
    )
    assert.deepEqual(said([...troubles, ...(await unreachable(set(cases, checks)))]), expected)
  })

test('what many cases share is the form of the task and makes no pair', async () => {
  const form = (name: string) => asked(`Sort these words in the order of the alphabet and answer with a list: ${name}`)
  const cases = ['oak elm ash', 'fig pear plum', 'cat dog hen', 'ape bee cow', 'red tan blue'].map(form)
  assert.deepEqual(said(caseTroubles(set(cases), '', () => false)), [])
})

const answers = (given: Readonly<Record<string, string>>, right: Readonly<Record<string, string>>): PromptAnswers =>
  new Map(Object.entries(given).map(([id, answer]) => [id, { answer, passed: answer === right[id] }]))

const labels = { 1: 'yes', 2: 'no', 3: 'yes', 4: 'no' }
const labelled = set(Object.entries(labels).map(([id, label]) => ({ id, vars: { q: id }, expected: [label] })))
const prompt = (given: Readonly<Record<string, string>>) => answers({ ...labels, ...given }, labels)

test('a label that the better prompts answer alike and against is doubted, with what they say', async () => {
  const prompts = [
    prompt({ 3: 'no' }),
    prompt({ 3: 'no' }),
    prompt({ 3: 'no' }),
    prompt({ 1: 'no', 2: 'yes', 4: 'yes' }),
  ]
  const doubted = await doubtedLabels(labelled, prompts)
  assert.deepEqual(
    doubted.map(problem => problem.code === 'case-doubted' && [problem.id, problem.instead, problem.votes, problem.of]),
    [['3', 'no', 3, 3]],
  )
})

test('prompts that disagree, or are too few, doubt nothing', async () => {
  const split = [prompt({ 3: 'no' }), prompt({ 3: 'perhaps' }), prompt({ 3: 'well' })]
  assert.deepEqual(await doubtedLabels(labelled, split), [])
  assert.deepEqual(await doubtedLabels(labelled, [prompt({ 3: 'no' }), prompt({ 3: 'no' })]), [])
})

test('a case that all prompts pass, or none, is dead from three prompts on', () => {
  const prompts = [prompt({ 2: 'yes' }), prompt({ 2: 'yes', 1: 'no' }), prompt({ 2: 'yes' })]
  const told = deadCases(labelled, prompts).map(problem => problem.code === 'case-dead' && [problem.id, problem.passes])
  assert.deepEqual(told, [
    ['2', false],
    ['3', true],
    ['4', true],
  ])
  assert.deepEqual(deadCases(labelled, prompts.slice(0, 2)), [])
})

test('a case that one prompt passes once and fails another time flips; one that was asked once cannot', () => {
  const often = (id: string, ...passed: readonly boolean[]): PromptAnswers => {
    const [first = false, ...more] = passed.map(one => ({ answer: `${one}`, passed: one }))
    return new Map([[id, { answer: '', passed: false, ...first, again: more }]])
  }
  const prompts = [often('1', true, false), often('1', true, true), often('2', true), often('3', false, false)]
  assert.deepEqual(
    flippingCases(labelled, prompts).map(
      problem => problem.code === 'case-flips' && [problem.id, problem.flips, problem.prompts],
    ),
    [['1', 1, 2]],
  )
})
