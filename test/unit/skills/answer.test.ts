import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readAnswer, readOffered } from '../../../src/skills/routing/answer.ts'

const names = new Set(['release', 'pdf-tools', 'deploy'])

const readable: readonly (readonly [reply: string, name: string])[] = [
  ['release', 'release'],
  [' Release.\n', 'release'],
  ['`pdf-tools`', 'pdf-tools'],
  ['**deploy**', 'deploy'],
  ['"deploy"', 'deploy'],
  ['Skill: deploy', 'deploy'],
  ['The skill is: `deploy`.', 'deploy'],
  ['- deploy', 'deploy'],
  ['<skill>deploy</skill>', 'deploy'],
  ['{"skill": "deploy"}', 'deploy'],
  ['```json\n{"name": "deploy"}\n```', 'deploy'],
  ['<think>pdf-tools? no, it is about a server</think>\ndeploy', 'deploy'],
  ['none', 'none'],
  ['None.', 'none'],
  ['{"skill": null}', 'none'],
  ['no skill', 'none'],
  ['<tool_call>\n{"name": "load_skill", "arguments": {"skill": "deploy"}}\n</tool_call>', 'deploy'],
  ['{"name": "load_skill", "arguments": "{\\"skill\\": \\"none\\"}"}', 'none'],
]

for (const [reply, name] of readable)
  test(`${JSON.stringify(reply)} is read as ${name}`, () =>
    assert.deepEqual(readAnswer(reply, names), { is: 'chosen', name }))

for (const reply of [
  '',
  'word-docs',
  'I would use release for that.',
  'release or deploy',
  'release, deploy',
  '{"a":"release","b":"deploy"}',
  '<think>release',
  'No skill is needed for this.',
])
  test(`${JSON.stringify(reply)} is unreadable, and no answer of none`, () =>
    assert.deepEqual(readAnswer(reply, names), { is: 'unreadable', reply }))

for (const reply of ['No skill is needed for this.', 'No listed skill fits.', 'None of the skills applies here.'])
  test(`in place of a call, ${JSON.stringify(reply)} is none`, () =>
    assert.deepEqual(readOffered(reply, names), { is: 'chosen', name: 'none' }))

for (const reply of ['No skill but release fits.', 'Lima is the capital of Peru.', 'No skills?\nI would take one.'])
  test(`in place of a call, ${JSON.stringify(reply)} is unreadable`, () =>
    assert.deepEqual(readOffered(reply, names), { is: 'unreadable', reply }))

test('whatever a model replies, only a listed name or none is chosen', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), reply => {
      const read = readAnswer(reply, names)
      assert.ok(read.is === 'unreadable' || (read.is === 'chosen' && (names.has(read.name) || read.name === 'none')))
    }),
  )
})
