import assert from 'node:assert/strict'
import test from 'node:test'
import { readInFile } from '../../../../src/evals/formats/inFile.ts'
import { grade } from '../../../../src/evals/grading/grade.ts'
import type { GraderServices } from '../../../../src/evals/grading/grader.ts'
import type { Message } from '../../../../src/models/model.ts'
import { failure, success } from '../../../../src/problem/outcome.ts'
import { readPromptFile } from '../../../../src/prompts/readPromptFile.ts'

/** An evaluator as a `.prompt.yml` has it, an answer, and what `gh models eval` makes of it. */
const strings: readonly (readonly [evaluator: object, answer: string, passes: boolean])[] = [
  [{ equals: 'Paris' }, 'Paris', true],
  [{ equals: 'Paris' }, ' Paris\n', true],
  [{ equals: 'Paris' }, 'paris', false],
  [{ equals: 'Paris' }, 'Paris.', false],
  [{ equals: 'Paris ' }, 'Paris', false],
  [{ equals: '{{expected}}' }, 'Paris', true],
  [{ equals: '{{city}}!' }, 'Lyon!', true],
  [{ equals: '{{ expected }}' }, 'Paris', false],
  [{ contains: 'paris' }, 'It is PARIS.', true],
  [{ contains: '{{expected}}' }, 'it is paris', true],
  [{ contains: 'Rome' }, 'It is Paris.', false],
  [{ contains: '{{nobody}}' }, 'say {{nobody}}', true],
  [{ startsWith: 'summary -' }, '\n Summary - done', true],
  [{ startsWith: 'Summary -' }, 'A Summary - done', false],
  [{ endsWith: 'DONE.' }, 'It is done. \n', true],
  [{ endsWith: 'done' }, 'It is done.', false],
  [{ contains: 'red', startsWith: 'blue' }, 'a red one', true],
  [{ equals: '', endsWith: 'red' }, 'a Red', true],
  [{ endsWith: 'x', equals: 'red' }, 'red', true],
]

for (const [evaluator, answer, passes] of strings)
  test(`github: ${JSON.stringify(evaluator)} ${passes ? 'passes' : 'fails'} ${JSON.stringify(answer)}`, async () => {
    const graded = await judged([{ name: 'it', string: evaluator }], answer)
    assert.deepEqual([graded.passed, graded.grade], [passes, passes ? 1 : 0])
  })

const llm = {
  modelId: 'openai/gpt-4o',
  systemPrompt: 'Grade {{city}}.',
  prompt: 'Is "{{completion}}" right for {{city}}?',
  choices: [
    { choice: 'good', score: 1 },
    { choice: 'Fair', score: 0.5 },
    { choice: 'bad', score: 0 },
  ],
}

const replies: readonly (readonly [reply: string, score: number, passes: boolean])[] = [
  ['good', 1, true],
  ['GOOD.', 1, true],
  ['It is fair', 0.5, true],
  ['bad', 0, false],
  ['not good but bad', 1, true],
  ['I cannot say', 0, false],
  ['', 0, false],
]

for (const [reply, score, passes] of replies)
  test(`github: a judge that says ${JSON.stringify(reply)} gives ${score}`, async () => {
    const graded = await judged([{ name: 'it', llm }], ' Lyon\n', {
      judge: async messages => {
        assert.deepEqual(messages, asked)
        return success(reply)
      },
    })
    assert.deepEqual([graded.passed, graded.grade], [passes, score])
  })

/** The system prompt is no template. */
const asked: readonly Message[] = [
  { role: 'system', content: 'Grade {{city}}.' },
  { role: 'user', content: 'Is "Lyon" right for Lyon?' },
]

test('github: all evaluators must pass, and the grade is the mean of their scores', async () => {
  const contains = (text: string) => ({ name: text, string: { contains: text } })
  const fair = { judge: async () => success('fair') }
  assert.deepEqual(await judged([contains('a'), contains('b')], 'a'), {
    grade: 0.5,
    passed: false,
    reason: 'includes: expected "b"',
  })
  assert.deepEqual(await judged([contains('a'), { name: 'it', llm }], 'a', fair), { grade: 0.75, passed: true })
})

test('github: a judge that cannot be asked leaves the case without a grade', async () => {
  const { evalCase, checks } = read([{ name: 'it', llm }])
  const problem = { code: 'timed-out', endpoint: 'e', seconds: 1 } as const
  const graded = await grade('a', evalCase, checks, { dialect: 'github', judge: async () => failure(problem) })
  assert.deepEqual(graded, failure(problem))
})

async function judged(evaluators: readonly object[], answer: string, services: GraderServices = {}) {
  const { evalCase, checks } = read(evaluators)
  const graded = await grade(answer, evalCase, checks, { ...services, dialect: 'github' })
  assert.ok(graded.ok)
  return graded.value
}

function read(evaluators: readonly object[]) {
  const source = JSON.stringify({
    messages: [{ role: 'user', content: '{{city}}' }],
    testData: [{ city: 'Lyon', expected: 'Paris' }],
    evaluators,
  })
  const prompt = readPromptFile('/w/a.prompt.yml', source)
  assert.ok(prompt.ok)
  const set = readInFile(prompt.value)
  assert.ok(set.ok)
  assert.deepEqual([set.value.problems, set.value.dialect], [[], 'github'])
  const [evalCase] = set.value.cases
  assert.ok(evalCase)
  return { evalCase, checks: set.value.checks }
}
