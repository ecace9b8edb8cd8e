import assert from 'node:assert/strict'
import test from 'node:test'
import type { AskEditor } from '../../../src/models/connect.ts'
import type { ChatRequest, ModelSpec } from '../../../src/models/model.ts'
import { rule } from '../../../src/optimizer/metaPrompts/metaPrompt.ts'
import { countWords } from '../../../src/text/words.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'

/** The body of a skill with 200 rules of 14 words each. */
const body = Array.from(
  { length: 200 },
  (_, at) => `- Where a ticket names part ${at}, say in one line who looks after it.`,
).join('\n')

const source = `---
name: tickets
description: Routes tickets of the shop to whoever looks after them
allowed-tools: Read, Grep
---
${body}
`

const scripted = (model: string): ModelSpec => ({ kind: 'vscode', id: `vscode:${model}`, model })

/** The optimizer model changes one rule by a search and replace block. */
const change = `<<<<<<< SEARCH
- Where a ticket names part 7, say in one line who looks after it.
=======
- Where a ticket names part 7, answer RMA-7 and nothing else.
>>>>>>> REPLACE`

const failure = `Message: Part 7 of order N is broken.
Answer given: The hardware desk.
Why it is wrong: regex: expected "^RMA-[0-9]+$"`

test('what is asked about a skill of 2,800 words is golden, and its reply changes single lines', async () => {
  assert.ok(countWords(body) >= 2800, `${countWords(body)}`)
  const asked: ChatRequest[] = []
  const ask: AskEditor = async (model, request) => {
    if (model === 'writer') asked.push(request)
    const isTold = request.messages.some(({ content }) => content.includes('answer RMA-7'))
    const text = model === 'writer' ? change : isTold ? 'RMA-7' : 'The hardware desk.'
    return { ok: true, value: { texts: [text], tokens: { inputTokens: 1, outputTokens: 1 } } }
  }
  const made = cases(
    Array.from({ length: 24 }, (_, at) => ({ input: `Part 7 of order ${at} is broken.`, expected: '' })),
  )
  const events = await inProcess({
    cases: [],
    settings: { steps: 1, candidates: 1 },
    task: ask,
    request: {
      prompt: { path: '/w/.claude/skills/tickets/SKILL.md', target: 'body', source },
      evalSet: {
        path: '/w/evals.json',
        cases: made.map(one => ({ ...one, expected: [] })),
        checks: [{ grader: 'regex', value: '^RMA-[0-9]+$' }],
        exemplars: [],
        problems: [],
      },
      models: { task: scripted('task'), optimizer: scripted('writer') },
    },
  })
  const report = reportOf(events)
  const [sent = ''] = report.steps[0]?.metaPrompt.split(rule) ?? []
  assert.equal(
    sent.replace(body, '(the 200 rules)').replace(/of order \d+/g, 'of order N'),
    `The current instruction:

(the 200 rules)

An assistant is sent this instruction. It is the system message; the input comes in the messages after it.

What it is for: Routes tickets of the shop to whoever looks after them

Tools it may use: Read, Grep

How an answer is judged: it must match the regular expression ^RMA-[0-9]+$.

With this instruction the assistant gave wrong answers:

${Array.from({ length: 4 }, () => failure).join('\n\n')}

Write what must be changed so that the assistant gives the answers wanted to every message of this kind. Say what to do with the message and exactly how the answer is written. Reply with one to five changes and nothing else, each in this form:

<<<<<<< SEARCH
lines of the current instruction, letter by letter
=======
the lines that take their place
>>>>>>> REPLACE`,
  )
  assert.ok(Number(asked[0]?.maxTokens) >= 2048)
  assert.equal(
    report.best.text,
    body.replace('part 7, say in one line who looks after it', 'part 7, answer RMA-7 and nothing else'),
  )
  assert.ok(report.steps[0]?.candidates.every(({ problem }) => problem === undefined))
})
