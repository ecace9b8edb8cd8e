import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import test from 'node:test'
import fc from 'fast-check'
import type { Problem } from '../../../src/problem/problem.ts'
import { explanation, explanationAtTerminal, sentence, sentenceAtTerminal } from '../../../src/problem/sentences.ts'

for (const [problem, expected] of [
  [
    { code: 'missing-expected', id: 'c7', place: { path: 'a.jsonl', line: 12 } },
    'a.jsonl:12: The case "c7" has no expected answer. Add "expected" to it, or name a grader that needs none.',
  ],
  [{ code: 'file-not-found', place: { path: '/w/a.md' } }, '/w/a.md: There is no such file. Check the path.'],
  [
    { code: 'unknown-grader', grader: 'rouge', known: ['equals', 'answer'] },
    'There is no grader "rouge". Choose one of: equals, answer.',
  ],
  [
    { code: 'unnamed-grader', key: 'type', grader: 'is-json', known: ['equals', 'is-json'] },
    '"name" says which grader is meant, and not "type". Write "name": "is-json".',
  ],
  [
    { code: 'unnamed-grader', key: 'type', grader: 'contains', known: ['equals', 'is-json'] },
    '"name" says which grader is meant, and not "type". Write "name" with one of: equals, is-json.',
  ],
  [
    { code: 'unnamed-grader', grader: 'equals', known: ['equals', 'is-json'] },
    '"name" says which grader is meant, and this one has none. Write "name": "equals".',
  ],
  [{ code: 'misnamed-key', key: 'graders', meant: 'grader' }, 'Nothing reads "graders". Write "grader", or remove it.'],
  [
    { code: 'unread-key', key: 'owner' },
    'Nothing reads "owner", so it changes no score. Remove it, or begin its name with "x-".',
  ],
  [
    { code: 'all-failed', requests: 3, first: { code: 'wrong-key', endpoint: 'openai' } },
    'All 3 requests failed. openai does not accept the key. Set a valid key and try again.',
  ],
  [
    { code: 'too-few-answered', unanswered: 3, cases: 20 },
    '3 of 20 cases were not answered, so the score says too little to be compared. Mend what kept them from it and start again: what was answered is not paid for twice.',
  ],
  [
    { code: 'answer-cut', endpoint: 'openai', tokens: 512 },
    'openai used up the 512 tokens of an answer before its first word, as a model does that reasons at length. Raise gpo.taskMaxTokens or gpo.optimizerMaxTokens, or choose another model.',
  ],
  [
    { code: 'model-not-found', endpoint: 'openai', model: 'g', known: ['gpt', 'gpt-mini'] },
    'openai has no model "g". Choose one that it has, such as: gpt, gpt-mini.',
  ],
  [
    { code: 'unreachable', endpoint: 'http://127.0.0.1:1234', detail: 'status 404', fault: 'path' },
    'http://127.0.0.1:1234 runs, and there are no chat completions below that address (status 404). Correct the address: most end in /v1.',
  ],
  [
    { code: 'given-up', requests: 5, last: { code: 'model-not-found', endpoint: 'openai', model: 'g' } },
    '5 requests in a row failed, so the model is given up; the answers that came are kept. openai has no model "g". Check the model\'s name.',
  ],
  [
    { code: 'missing-variable', id: 'c7', name: 'question', given: ['input', 'solution'] },
    'The case "c7" has no value for the placeholder "question". Add it to the case, or use in the prompt what the case has: input, solution.',
  ],
  [
    { code: 'missing-variable', id: 'c7', name: 'question', given: [] },
    'The case "c7" has no value for the placeholder "question". Add it to the case.',
  ],
  [
    { code: 'missing-expected', id: 'ee44358f3fc4-2', place: { path: 'a.csv', line: 3 } },
    'a.csv:3: This case has no expected answer. Add "expected" to it, or name a grader that needs none.',
  ],
  [
    { code: 'case-contradicts', id: 'ee44358f3fc4', of: 'c7', asked: 'How many?', place: { path: 'a.csv', line: 3 } },
    'a.csv:3: This case asks the same as "How many?" and expects something else. Mend one of the two: no prompt can be right on both.',
  ],
  [
    { code: 'model-gone', model: 'copilot/gpt', known: [] },
    'VS Code has no model "copilot/gpt" now, and no other. Sign in to what brings it, and resume.',
  ],
  [
    { code: 'unknown-model', model: 'copilot/gpt', known: [] },
    'There is no model "copilot/gpt", and no other. Choose another kind of model.',
  ],
  [
    { code: 'broken-row', detail: 'two\nlines.', place: { path: 'a.csv', line: 2 } },
    'a.csv:2: The row cannot be used as a case: two lines. Mend or remove it.',
  ],
] as const)
  test(`${problem.code} reads ${expected}`, () => assert.equal(sentence(problem), expected))

test('An explanation leaves the place to whoever shows it there', () => {
  const problem: Problem = { code: 'not-utf8', place: { path: 'a', line: 1 } }
  assert.equal(sentence(problem), `a:1: ${explanation(problem)}`)
})

test('Whatever a detail holds, the sentence is one line and not long', () => {
  const detail = fc.string({ unit: 'binary', maxLength: 2000 })
  fc.assert(
    fc.property(detail, detail, (endpoint, text) => {
      for (const problem of [
        { code: 'bad-request', endpoint, detail: text },
        { code: 'prompt-unparsable', detail: text },
        { code: 'bad-option', option: endpoint, value: text, expected: text },
      ] satisfies Problem[]) {
        const said = sentence(problem)
        assert.doesNotMatch(said, /[\r\n\u2028\u2029]/)
        assert.ok(Array.from(said).length < 800)
      }
    }),
  )
})

test('Options are named at the terminal alone, where they can be typed', () => {
  for (const problem of [
    { code: 'no-eval-set', tried: ['a.eval.yaml'] },
    { code: 'ambiguous-eval-set', found: ['a.eval.yaml', 'a.eval.csv'] },
    { code: 'no-judge' },
    { code: 'no-embedding' },
    { code: 'code-not-allowed' },
    { code: 'no-model' },
    { code: 'no-key', endpoint: 'openai' },
    { code: 'unnamed-address', endpoint: 'openai' },
    { code: 'nothing-refined' },
    { code: 'case-flips', id: 'a', flips: 2, prompts: 3 },
    { code: 'bad-usage', detail: 'There is no command "x"' },
  ] satisfies Problem[]) {
    assert.match(explanationAtTerminal(problem), /[ (]--[a-z]/)
    assert.doesNotMatch(explanation(problem), /[ (]--[a-z]/)
    const around = { code: 'all-failed', requests: 2, first: problem } as const
    assert.doesNotMatch(sentence(around), /[ (]--[a-z]/)
    assert.equal(sentenceAtTerminal(problem), explanationAtTerminal(problem))
  }
})

test('no theme but that of the terminal knows an option', async () => {
  for await (const file of glob('src/problem/sentences/*.ts', { exclude: ['**/terminalSentences.ts'] }))
    assert.doesNotMatch(await readFile(file, 'utf8'), /[ (]--[a-z]/, file)
})

test('a problem within another is told in the words of the terminal there', () => {
  const last: Problem = { code: 'timed-out', endpoint: 'e', seconds: 180 }
  assert.match(sentenceAtTerminal({ code: 'given-up', requests: 5, last }), /lower --concurrency/)
  assert.match(sentence({ code: 'given-up', requests: 5, last }), /lower gpo\.concurrency/)
})
