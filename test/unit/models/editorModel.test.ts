import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { editorModelName, findEditorModel } from '../../../src/models/editorModel.ts'

const model = (vendor: string, family: string, id: string) => ({ vendor, family, id })
const all = [
  model('copilot', 'gpt-4o', 'gpt-4o-2024'),
  model('copilot', 'mini', 'mini-1'),
  model('copilot', 'mini', 'mini-2'),
  model('lab', 'only', 'only-1'),
]

for (const [name, id] of [
  ['copilot/gpt-4o', 'gpt-4o-2024'],
  ['copilot/gpt-4o-2024', 'gpt-4o-2024'],
  ['copilot/mini-2', 'mini-2'],
  ['lab', 'only-1'],
] as const)
  test(`${name} is the model ${id}`, () => {
    const found = findEditorModel(name, all)
    assert.ok(found.ok && found.value.id === id)
  })

test('a family of several is refused with their ids, and what is not there with what is', () => {
  const several = findEditorModel('copilot/mini', all)
  assert.deepEqual(several, {
    ok: false,
    problem: {
      code: 'several-models',
      model: 'vscode:copilot/mini',
      known: ['vscode:copilot/mini-1', 'vscode:copilot/mini-2'],
    },
  })
  const none = findEditorModel('copilot/gpt-9', all)
  assert.ok(!none.ok && none.problem.code === 'unknown-model')
  assert.deepEqual(none.problem.known, [
    'vscode:copilot/gpt-4o',
    'vscode:copilot/mini-1',
    'vscode:copilot/mini-2',
    'vscode:lab/only',
  ])
})

test('whatever models there are, each is found by its own name', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'a/b')
  const models = fc.uniqueArray(fc.record({ vendor: fc.constantFrom('v', 'w'), family: name, id: name }), {
    selector: ({ vendor, id }) => `${vendor} ${id}`,
    maxLength: 8,
  })
  fc.assert(
    fc.property(models, them => {
      for (const one of them) {
        const found = findEditorModel(editorModelName(one, them), them)
        assert.ok(found.ok && found.value === one, `${editorModelName(one, them)}`)
      }
    }),
  )
})
