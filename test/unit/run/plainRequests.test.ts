import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, CaseResult, Check } from '../../../src/evals/evalSet.ts'
import { commonChecks, gradingInWords } from '../../../src/evals/grading/inWords.ts'
import { texts } from '../../../src/optimizer/metaPrompts/allBlocks.ts'
import { writePlainRequest } from '../../../src/optimizer/metaPrompts/plainRequest.ts'
import { noWishes } from '../../../src/optimizer/wishes.ts'
import { failing, labelsOf, shownCase } from '../../../src/run/reporting/shownCases.ts'

const request = (
  checks: readonly Check[],
  evalCase: Case,
  result: CaseResult,
  remarks: readonly string[] = [],
): string => {
  const grading = gradingInWords(checks)
  return writePlainRequest({
    current: 'Answer the customer.',
    place: ', and a message follows it.',
    form: 'one',
    count: 4,
    idea: 'idea-form',
    failures: failing([evalCase], [result], { checks }),
    exemplars: [],
    labels: [],
    remarks,
    decides: false,
    shown: [],
    score: 0.5,
    scores: true,
    measure: 'the mean grade',
    update: 'generate',
    tokens: [],
    stepSize: null,
    tools: [],
    fields: [],
    wishes: noWishes,
    beside: [],
    ...(grading !== undefined && { grading }),
    texts,
  })
}

const head = `The current instruction:

Answer the customer.

An assistant is sent this instruction, and a message follows it.`

const tail =
  'Write a better instruction for the assistant, in one to three sentences, that works for every message of this kind. Say what to do with the message and exactly how the answer is written. Name the form of the answer exactly: its words, order, spelling and marks. Reply with the instruction only.'

const failed = (answer: string, reason: string): CaseResult => ({ id: 'c', answer, grade: 0, passed: false, reason })
const bare: Case = { id: 'c', vars: { input: 'My mug is broken.' }, expected: [] }

const sets: readonly (readonly [what: string, checks: readonly Check[], result: CaseResult, middle: string])[] = [
  [
    'a judge',
    [{ grader: 'judge', value: 'Offers a next step.' }],
    failed('How sad.', 'judge: it only says that it is sorry'),
    `How an answer is judged: it must meet this rubric, as a judge reads it: Offers a next step.

With this instruction the assistant gave wrong answers:

Message: My mug is broken.
Answer given: How sad.
Why it is wrong: judge: it only says that it is sorry`,
  ],
  [
    'a schema',
    [{ grader: 'is-json', value: '{"required":["topic"]}' }],
    failed('{}', 'is-json: the JSON does not meet the schema: topic is missing'),
    `How an answer is judged: it must be JSON and nothing else that meets the schema {"required":["topic"]}.

With this instruction the assistant gave wrong answers:

Message: My mug is broken.
Answer given: {}
Why it is wrong: is-json: the JSON does not meet the schema: topic is missing`,
  ],
  [
    'a pattern',
    [{ grader: 'regex', value: '^RMA-[0-9]+$' }],
    failed('Sorry.', 'regex: expected "^RMA-[0-9]+$"'),
    `How an answer is judged: it must match the regular expression ^RMA-[0-9]+$.

With this instruction the assistant gave wrong answers:

Message: My mug is broken.
Answer given: Sorry.
Why it is wrong: regex: expected "^RMA-[0-9]+$"`,
  ],
]

for (const [what, checks, result, middle] of sets)
  test(`a request for a set with ${what} says what is wanted and why an answer failed`, () =>
    assert.equal(request(checks, bare, result), `${head}\n\n${middle}\n\n${tail}`))

test('where the expected answer says it all, no reason stands beside it', () => {
  const asked = request(
    [{ grader: 'equals' }],
    { ...bare, expected: ['fault'] },
    failed('broken', 'equals: expected "fault"'),
  )
  assert.match(asked, /How an answer is judged: it must be the answer wanted, letter by letter, and nothing else\./)
  assert.match(asked, /Answer given: broken\nAnswer wanted: fault\n\n/)
  assert.doesNotMatch(asked, /Why it is wrong/)
})

test('what people said of the answers is told', () => {
  const said = ['bad: too formal', 'good: warm']
  assert.match(request([], bare, failed('x', 'y'), said), /said of its answers:\n\n- bad: too formal\n- good: warm\n\n/)
})

const wanting = (grader: Check['grader'], answers: readonly string[]): readonly Case[] =>
  answers.map((value, index) => ({
    id: `${index}`,
    vars: { input: `${index}` },
    expected: [],
    checks: [{ grader, value }],
  }))

for (const [grader, said, wanted] of [
  ['equals', 'it must be the answer wanted, letter by letter, and nothing else.', 'keep'],
  ['includes', 'it must contain the answer wanted.', 'it must contain "keep".'],
] as const)
  test(`cases that each want a text by "${grader}" are judged in common, and the texts are answers`, () => {
    const cases = wanting(grader, ['keep', 'drop', 'keep', 'drop'])
    const judging = { checks: [] }
    assert.equal(gradingInWords(commonChecks(cases, judging)), said)
    assert.deepEqual(labelsOf(cases, judging), ['keep', 'drop'])
    assert.equal(shownCase({ ...bare, checks: [{ grader, value: 'keep' }] }, judging).expected, wanted)
  })

test('cases that are judged in different ways have nothing in common', () => {
  const cases = [...wanting('equals', ['keep']), ...wanting('judge', ['It is polite.'])]
  assert.deepEqual(commonChecks(cases, { checks: [] }), [])
  assert.deepEqual(commonChecks(wanting('judge', ['It is polite.', 'It is brief.']), { checks: [] }), [])
})

const answering = (answers: readonly string[]): readonly Case[] =>
  answers.map((answer, index) => ({ id: `${index}`, vars: { input: `${index}` }, expected: [answer] }))

for (const [what, answers, labels] of [
  ['few that repeat are labels', ['keep', 'drop', 'keep', 'drop'], ['keep', 'drop']],
  ['as many as there are cases are none', ['a', 'b', 'c', 'd'], []],
  ['a single one is none', ['a', 'a', 'a', 'a'], []],
] as const)
  test(`of expected answers, ${what}`, () => assert.deepEqual(labelsOf(answering(answers), { checks: [] }), labels))
