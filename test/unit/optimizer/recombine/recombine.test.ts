import assert from 'node:assert/strict'
import test from 'node:test'
import { recombinants, recombine } from '../../../../src/optimizer/recombine/recombine.ts'
import type { Trajectory } from '../../../../src/optimizer/trajectory.ts'
import { success } from '../../../../src/problem/outcome.ts'
import { planOf } from '../scripted.ts'

const effects = new Map([
  ['- Good.', 0.05],
  ['- Bad.', -0.05],
  ['- Idle.', 0.001],
  ['- New.', 0.04],
  ['{{input}}', -0.2],
])
const isFixed = (unit: string): boolean => unit.includes('{{')

for (const [what, base, others, made] of [
  ['what hurts is left out', '- Good.\n- Bad.\n- Idle.', [], '- Good.\n- Idle.'],
  ['what helps comes to its place', '- Good.\n- Idle.', ['- Good.\n- New.\n- Idle.'], '- Good.\n- New.\n- Idle.'],
  ['what helps at the top comes to the top', '- Idle.', ['- New.\n- Bad.'], '- New.\n- Idle.'],
  ['a gap is that of its place', 'Rules:\n\n- Idle.', ['Rules:\n\n- New.\n- Idle.'], 'Rules:\n\n- New.\n\n- Idle.'],
  ['what is held stays, and is not doubled', '{{input}}\n- Bad.', ['- New.\n{{input}}'], '- New.\n{{input}}'],
  ['nothing is brought in twice', '- Good.', ['- New.', '- Good.\n- New.'], '- New.\n- Good.'],
] as const)
  test(`of a prompt and others, ${what}`, () => assert.equal(recombine(base, others, effects, isFixed), made))

const long = Array.from({ length: 30 }, (_, at) => `- Rule ${at} says to look at part ${at} first.`)
const grades = (passed: number) =>
  new Map(Array.from({ length: 40 }, (_, at) => [`${at}`, at < passed ? 1 : 0] as const))

async function made(lines: readonly string[], { step = 2, accepts = true } = {}) {
  const text = lines.join('\n')
  const without = lines.slice(1).join('\n')
  const current = { text, score: 0.25 }
  const trajectory: Trajectory = { initial: current, steps: [] }
  const plan = planOf('gpo', { steps: 9 })
  const services = {
    answered: async () =>
      success([
        { text, grades: grades(10) },
        { text: without, grades: grades(30) },
      ]),
    accept: () => (accepts ? undefined : { code: 'candidate-empty' as const }),
  }
  const outcome = await recombinants({ trajectory, step, current, plan, services })
  assert.ok(outcome.ok)
  return outcome.value
}

test('at most half of a step of a long prompt is made of the others, each new', async () => {
  const found = await made(long)
  assert.ok(found.length > 0 && found.length <= 4, `${found.length}`)
  assert.equal(new Set(found.map(({ text }) => text)).size, found.length)
  assert.ok(found.every(({ text, recombined }) => recombined && text !== long.join('\n')))
  assert.deepEqual(await made(long), found)
})

test('nothing is made of a short prompt, in the first step, or against the rules of the file', async () => {
  assert.deepEqual(await made(long.slice(0, 5)), [])
  assert.deepEqual(await made(long, { step: 1 }), [])
  assert.deepEqual(await made(long, { accepts: false }), [])
})
