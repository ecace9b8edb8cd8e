import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { readArguments } from '../../../src/cli/asked/options.ts'
import { settingsOf } from '../../../src/cli/asked/settingsFromOptions.ts'
import type { Variant } from '../../../src/optimizer/strategies.ts'
import { logicCases } from '../run/logic.ts'
import { gpo } from './gpo.ts'

function settings(...typed: readonly string[]) {
  const read = readArguments(['optimize', 'a.prompt.md', ...typed])
  assert.ok(read.ok && typeof read.value !== 'string')
  return settingsOf(read.value.options)
}

const variants: readonly (readonly [typed: string, variant: Variant])[] = [
  ['', {}],
  ['--reflection on', { reflection: true }],
  ['--reflection off --scores off', { reflection: false, scores: false }],
  ['--momentum recency --memory 5', { momentum: 'recency', memory: 5 }],
  ['--momentum-over reflections', { momentumOver: 'reflections' }],
  ['--update edit --evidence failures', { updateMethod: 'edit', evidence: 'failures' }],
  ['--schedule linear --step-size 40:5', { schedule: 'linear', initialStepSize: 40, finalStepSize: 5 }],
  ['--schedule fixed --step-size 30', { schedule: 'fixed', initialStepSize: 30 }],
  ['--warmup 2 --over-step clip --walk pareto', { warmup: 2, overStep: 'clip', walk: 'pareto' }],
]

for (const [typed, variant] of variants)
  test(`gpo optimize ${typed} changes ${JSON.stringify(variant)}`, () => {
    const read = settings(...typed.split(' ').filter(word => word !== ''))
    assert.ok(read.ok)
    assert.deepEqual(read.value.run.variant, variant)
  })

test('a strategy, repeats and a file of texts are taken from the command line', () => {
  const read = settings('--strategy', 'opro-native', '--repeats', '3', '--meta-prompt', 'mine.txt')
  assert.ok(read.ok)
  const { run, metaPrompt } = read.value
  assert.deepEqual([run.strategy, run.repeats, metaPrompt], ['opro-native', 3, 'mine.txt'])
})

for (const [typed, option] of [
  ['--momentum fastest', '--momentum'],
  ['--reflection maybe', '--reflection'],
  ['--step-size few', '--step-size'],
  ['--step-size 50:10:5', '--step-size'],
  ['--warmup 1.5', '--warmup'],
  ['--strategy best', '--strategy'],
  ['--repeats 0', '--repeats'],
] as const)
  test(`${typed} is refused by the name of the option`, () => {
    const read = settings(...typed.split(' '))
    assert.ok(!read.ok && read.problem.code === 'bad-option')
    assert.equal(read.problem.option, option)
  })

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gpo-strategy-'))
  await writeFile(join(folder, 'logic.prompt.md'), 'Think.\n')
  await writeFile(join(folder, 'logic.eval.jsonl'), logicCases(40))
  await writeFile(
    join(folder, 'mine.txt'),
    '[plain-one]\nWrite a better instruction for the assistant, if you please.\n',
  )
})
after(() => rm(folder, { recursive: true }))

const optimize = (...typed: readonly string[]) =>
  gpo(folder, ['optimize', 'logic.prompt.md', '--task-model', 'demo', '--steps', '2', ...typed])

test('parts that contradict each other are refused in one sentence', async () => {
  const { status, err } = await optimize('--strategy', 'ape', '--warmup', '1')
  assert.notEqual(status, 0)
  assert.match(err, /A warmup needs a step size, and the schedule is none/)
})

test('a file of texts is read, and what it holds is sent', async () => {
  const { status, out } = await optimize('--meta-prompt', 'mine.txt', '--json')
  assert.equal(status, 0)
  assert.match(JSON.parse(out).steps[0].metaPrompt, /if you please\.$/)
})

test('a file of texts that is not there is named', async () => {
  const { status, err } = await optimize('--meta-prompt', 'none.txt')
  assert.notEqual(status, 0)
  assert.match(err, /none\.txt: There is no such file/)
})

test('a file of texts that is not UTF-8 is told as such', async () => {
  await writeFile(join(folder, 'latin1.txt'), Buffer.from('[task]\nVerbessere f\xfcr mich.\n', 'latin1'))
  const { status, err } = await optimize('--meta-prompt', 'latin1.txt')
  assert.notEqual(status, 0)
  assert.match(err, /latin1\.txt.*UTF-8/)
  assert.doesNotMatch(err, /no such file/)
})

test('the report names the fixed and the broken cases, and counts what racing saved', async () => {
  const { out } = await optimize('--json')
  const { comparison, steps } = JSON.parse(out)
  assert.equal(comparison.fixedCases.length, comparison.fixed)
  assert.equal(comparison.brokenCases.length, comparison.broken)
  assert.ok(steps.every(({ saved }: { readonly saved: number }) => saved >= 0))
  assert.ok(steps.some(({ saved }: { readonly saved: number }) => saved > 0))
})
