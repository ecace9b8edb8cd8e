import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, Check } from '../../../src/evals/evalSet.ts'
import { grade } from '../../../src/evals/grading/grade.ts'
import { asksPerCase, needs } from '../../../src/evals/grading/needs.ts'
import { readEvalSet } from '../../../src/evals/reading/readEvalSet.ts'
import type { Message } from '../../../src/models/model.ts'
import { success } from '../../../src/problem/outcome.ts'

const evalCase: Case = { id: '1', vars: { who: 'Ann' }, expected: ['Dear Ann'] }
const check: Check = { grader: 'pairwise', value: 'Is warmer to {{who}}.' }

/** Which of two texts a made-up judge prefers. */
type Prefers = (first: string, second: string) => string

const judgedBy = async (prefers: Prefers, answer: string, by: Check = check) => {
  const asked: string[] = []
  const judge = async (messages: readonly Message[]) => {
    const question = messages.at(-1)?.content ?? ''
    asked.push(question)
    const [, first = '', second = ''] = /<first>\n(.*)\n<\/first>\n<second>\n(.*)\n<\/second>/.exec(question) ?? []
    return success(`{"reason": "so", "better": "${prefers(first, second)}"}`)
  }
  const graded = await grade(answer, evalCase, [by], { judge })
  return { asked, found: graded.ok ? graded.value : undefined, code: graded.ok ? undefined : graded.problem.code }
}

const longer: Prefers = (first, second) => (first.length > second.length ? 'first' : 'second')

/** The judge, the answer, its grade and whether it passes. */
const rows: readonly (readonly [name: string, prefers: Prefers, answer: string, grade: number, passed: boolean])[] = [
  ['preferred in both orders', longer, 'Dear Ann, how good of you', 1, true],
  ['not preferred in either order', longer, 'Hi', 0, false],
  ['preferred only where it stands first', () => 'first', 'Hi', 0.5, true],
  ['neither is preferred', () => 'neither', 'Hi', 0.5, true],
]

for (const [name, prefers, answer, worth, passed] of rows)
  test(`an answer is compared with the expected text in both orders: ${name}`, async () => {
    const { found, asked } = await judgedBy(prefers, answer)
    assert.deepEqual([found?.grade, found?.passed], [worth, passed])
    assert.equal(asked.length, 2)
    assert.match(asked[0] ?? '', /<rubric>\nIs warmer to Ann\.\n<\/rubric>/)
  })

test('with a threshold an answer has to win, and a reply without a preference is asked for once more', async () => {
  const strict = await judgedBy(() => 'neither', 'Hi', { ...check, threshold: 1 })
  assert.equal(strict.found?.passed, false)
  const mute = await judgedBy(() => 'both', 'Hi')
  assert.equal(mute.code, 'unreadable-verdict')
  assert.equal(mute.asked.length, 2)
})

test('a comparison takes two requests of a judge, and an expected text', () => {
  const set = { checks: [check], cases: [] }
  assert.equal(needs(set).judge, true)
  assert.equal(asksPerCase(set), 2)
  const read = readEvalSet('/w/a.eval.yaml', 'grader: { name: pairwise, value: warm }\ncases: [{ who: Ann }]\n')
  assert.deepEqual(read.ok && read.value.problems.map(({ code }) => code), ['missing-expected'])
})
