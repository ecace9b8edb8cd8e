import assert from 'node:assert/strict'
import test from 'node:test'
import type { AskEditor } from '../../../src/models/connect.ts'
import type { ModelSpec } from '../../../src/models/model.ts'
import type { RunRequest, Wished } from '../../../src/run/request.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'

const lock = '<!-- gpo:lock -->\nNever name a competitor.\n<!-- gpo:unlock -->'
const prompt = `---
description: Labels messages
---
Answer with a label.
Our name is ACME.
${lock}
Say nothing else.
`

const nothing: Wished = { goal: '', domain: '', tone: '', language: '', locked: '' }
const scripted = (model: string): ModelSpec => ({ kind: 'vscode', id: `vscode:${model}`, model })
const models = { task: scripted('task'), optimizer: scripted('writer') }

/** What the steps of a run sent and got, with an optimizer model that always writes these texts. */
async function steps(texts: readonly string[], wishes: Partial<Wished>, reviewed?: RunRequest['reviewed']) {
  let written = 0
  const ask: AskEditor = async model => {
    const text = model === 'task' ? 'x' : (texts[written++ % texts.length] ?? '')
    return { ok: true, value: { texts: [text], tokens: { inputTokens: 1, outputTokens: 1 } } }
  }
  const events = await inProcess({
    cases: cases(Array.from({ length: 30 }, (_, at) => ({ input: `message ${at}`, expected: `y${at}` }))),
    settings: { steps: 1, candidates: 3, wishes: { ...nothing, ...wishes } },
    prompt,
    task: ask,
    request: { models, ...(reviewed && { reviewed }) },
  })
  return reportOf(events).steps
}

test('a candidate that changes what is locked, or is too long, is rejected with the reason', async () => {
  const kept = `Give one label.\nOur name is ACME.\n${lock}\nNothing else.`
  const [step] = await steps(
    [kept.replace('competitor', 'rival'), kept.replace('ACME', 'Acme'), `${kept} ${'Really. '.repeat(30)}`, kept],
    { locked: 'ACME', longest: 30 },
  )
  const reasons = step?.candidates.map(({ status, problem }) => problem?.code ?? status)
  assert.deepEqual(reasons?.slice(0, 4).sort(), ['dropped', 'locked-lost', 'locked-lost', 'over-length'])
})

test('what the user wants is told to the optimizer model, and what earlier reviews decided', async () => {
  const [step] = await steps(
    ['Label it.'],
    { domain: 'Tickets of a shop.', tone: 'calm', language: 'English', longest: 90, locked: 'ACME' },
    { accepted: ['Say nothing else.'], rejected: ['Always apologise.'] },
  )
  const told = `Its tone: calm

Write it in this language: English

It may have at most 90 words.

Its author chose these words. Keep what they say:

- Say nothing else.

Its author does not want this. Leave it out:

- Always apologise.

Keep these lines in it, letter by letter:

${lock}

ACME

Write a better instruction`
  assert.ok(step?.metaPrompt.includes(told), step?.metaPrompt)
  assert.ok(step?.metaPrompt.includes('What it is for: Labels messages\n'))
  assert.ok(step?.metaPrompt.includes('What to know about the field: Tickets of a shop.\n'))
})

test('a purpose from the settings goes before the one in the file', async () => {
  const [step] = await steps(['Label it.'], { goal: 'Sort mail' })
  assert.match(step?.metaPrompt ?? '', /What it is for: Sort mail\n/)
})

test('with nothing wanted nothing is said, but what is locked in the file is', async () => {
  const [step] = await steps(['Label it.'], {})
  assert.doesNotMatch(step?.metaPrompt ?? '', /Its tone|language|words\.|Its author|the field/)
  assert.match(step?.metaPrompt ?? '', /Keep these lines in it, letter by letter:\n\n<!-- gpo:lock -->/)
})
