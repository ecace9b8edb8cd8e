import assert from 'node:assert/strict'
import test from 'node:test'
import { planWrite } from '../../../src/review/writePlan.ts'

const path = '/w/a.prompt.md'
const initial = 'Answer the question about {{topic}}. Be brief.'
const refined = 'Answer the question about {{topic}}. Be exact.'
const replacement = { target: 'body', initial, refined }
const file = (body: string, end = '\n') => `\uFEFF---${end}description: x${end}---${end}${body}${end}`

for (const [name, body, written, merged] of [
  ['the refined text takes the place of the initial one', initial, refined, false],
  ['a file that holds the refined text already stays as it is', refined, refined, false],
  ['an edit elsewhere goes together with it', `Please. ${initial}`, `Please. ${refined}`, true],
] as const)
  for (const end of ['\n', '\r\n'])
    test(`${name} (${JSON.stringify(end)})`, () =>
      assert.deepEqual(planWrite(path, file(body, end), replacement), {
        ok: true,
        value: { source: file(written, end), merged },
      }))

for (const [name, source, given, code] of [
  [
    'an edit of the same words is for a person to decide',
    file(initial.replace('brief', 'kind')),
    replacement,
    'prompt-changed',
  ],
  [
    'a placeholder that went missing is refused',
    file(initial),
    { ...replacement, refined: 'Answer. Be exact.' },
    'placeholder-lost',
  ],
  ['an empty text is refused', file(initial), { ...replacement, refined: '' }, 'candidate-empty'],
  ['a target that is gone is named', file(initial), { ...replacement, target: 'messages[0]' }, 'unknown-target'],
  ['a file that lost its text is refused', '---\nx: y\n---\n', replacement, 'prompt-empty'],
] as const)
  test(name, () => {
    const plan = planWrite(path, source, given)
    assert.equal(plan.ok, false)
    assert.equal(!plan.ok && plan.problem.code, code)
  })
