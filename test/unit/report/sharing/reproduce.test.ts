import assert from 'node:assert/strict'
import test from 'node:test'
import { readArguments } from '../../../../src/cli/asked/options.ts'
import { settingsOf } from '../../../../src/cli/asked/settingsFromOptions.ts'
import type { ModelSpec, RunRequest } from '../../../../src/protocol/worker.ts'
import { reproduceCommand } from '../../../../src/report/sharing/reproduce.ts'
import { request } from '../../host/requests.ts'
import { settingsWith } from '../../run/inProcess.ts'

const local: ModelSpec = {
  kind: 'openai',
  id: 'mine:m',
  provider: 'mine',
  model: 'm',
  baseUrl: 'http://127.0.0.1:9/v1',
}
const editor: ModelSpec = { kind: 'vscode', id: 'vscode:copilot/gpt-5', model: 'copilot/gpt-5' }

const withModels = (task: ModelSpec, optimizer: ModelSpec = task): RunRequest => ({
  ...request(4),
  models: { task, optimizer },
})

/** The words of a command as a shell would hand them over; enough for quotes without quotes inside. */
const words = (command: string): string[] =>
  Array.from(command.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|(\S+)/g), match => match[1] ?? match[2] ?? '')

test('the command is one that the command line takes', () => {
  const command = reproduceCommand({
    ...request(4),
    pairedBy: 'chosen',
    prompt: { path: '/w/my prompts/a b.prompt.md', target: 'messages[0]', source: '' },
  })
  const read = readArguments(words(command ?? '').slice(1))
  assert.ok(read.ok && typeof read.value === 'object')
  assert.deepEqual(read.value.options.operands, ['my prompts/a b.prompt.md'])
  for (const [option, value] of [
    ['target', 'messages[0]'],
    ['eval-set', 'prompts/triage.eval.yaml'],
    ['task-model', 'demo'],
    ['seed', '0'],
  ] as const)
    assert.equal(read.value.options.text(option), value)
})

test('an endpoint of the settings is named by its address', () => {
  const command = reproduceCommand(withModels(local))
  assert.match(command ?? '', /--base-url http:\/\/127\.0\.0\.1:9\/v1 \\\n {2}--task-model m \\/)
})

for (const [what, task, optimizer] of [
  ['a model of the editor', editor, editor],
  ['a model of the editor beside another', local, editor],
  ['the demo model beside an endpoint of the settings', local, { kind: 'demo', id: 'demo' }],
] as const)
  test(`${what} is nothing that a terminal can ask`, () =>
    assert.equal(reproduceCommand(withModels(task, optimizer)), undefined))

test('the command names all that the run did not take from its strategy', () => {
  const { settings, models, ...rest } = request(4)
  const command = reproduceCommand({
    ...rest,
    evalSet: { ...rest.evalSet, checks: [{ grader: 'javascript', value: 'true' }] },
    models: { ...models, judge: models.task },
    settings: {
      ...settings,
      allowCode: true,
      repeats: 3,
      variant: { reflection: true, scores: false, momentum: 'summary', initialStepSize: 40, finalStepSize: 5 },
    },
  })
  const read = readArguments(words(command ?? '').slice(1))
  assert.ok(read.ok && typeof read.value === 'object')
  for (const [option, value] of [
    ['judge-model', 'demo'],
    ['concurrency', '8'],
    ['repeats', '3'],
    ['reflection', 'on'],
    ['scores', 'off'],
    ['momentum', 'summary'],
    ['step-size', '40:5'],
  ] as const)
    assert.equal(read.value.options.text(option), value)
  assert.ok(read.value.options.isSet('allow-code'))
})

test('the command gives what the settings of the run were, be it a published run or one without a cap', () => {
  for (const changes of [
    { paper: true },
    { caps: { calls: 7, usd: 0.5 } },
    { steps: 3 },
    { batchSize: 3, task: { temperature: 0.5, maxTokens: 9 }, optimizer: { temperature: 0.25, maxTokens: 8 } },
  ]) {
    const settings = { ...settingsWith({}), ...changes }
    const command = reproduceCommand({ ...request(4), settings })
    const read = readArguments(words(command ?? '').slice(1))
    assert.ok(read.ok && typeof read.value === 'object')
    const typed = settingsOf(read.value.options)
    assert.ok(typed.ok)
    assert.deepEqual(typed.value.run, settings)
  }
})
