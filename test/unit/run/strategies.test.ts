import assert from 'node:assert/strict'
import test from 'node:test'
import { split } from '../../../src/evals/preparing/splits.ts'
import { type StrategyName, strategies } from '../../../src/optimizer/strategies.ts'
import { countingCases, logicCases } from '../models/demo/generated.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'

const problems = [
  ['counting', countingCases(60), 'Count.\n'],
  ['logic with a placeholder', logicCases(60), 'Work it out: {{input}}\n'],
] as const

const names = Object.keys(strategies) as StrategyName[]

for (const [problem, made, prompt] of problems)
  for (const strategy of names)
    test(`${strategy} finds no worse prompt for ${problem}, keeps the rules of the file, and gives the same run again`, async () => {
      const settings = { strategy, steps: 5, candidates: 4, seed: 1 }
      const given = { cases: cases(made), prompt, settings }
      const report = reportOf(await inProcess(given))
      assert.ok((report.best.validation ?? 0) >= (report.initial.validation ?? 1))
      assert.equal(report.best.text.includes('{{input}}'), prompt.includes('{{input}}'))
      const candidates = report.steps.flatMap(step => step.candidates)
      assert.ok(
        candidates.some(({ cases, problem }) => cases > 0 || problem?.code === 'gate-failed'),
        'nothing was scored',
      )
      const all = split(given.cases, settings.seed).validation.length
      for (const { status, cases } of candidates) assert.ok(status === 'evaluated' ? cases === all : cases <= all)
      const again = reportOf(await inProcess(given))
      assert.deepEqual(again.steps, report.steps)
    })

for (const strategy of ['gpo', 'ape', 'apo', 'opro', 'pe2', 'sgdm'] as const)
  test(`${strategy} as published takes all its steps and scores every new candidate on every case`, async () => {
    const settings = { strategy, paper: true, steps: 4, candidates: 4 }
    const report = reportOf(await inProcess({ cases: cases(logicCases(60)), settings }))
    assert.equal(report.steps.length, 4)
    assert.equal(report.stop, 'steps')
    assert.ok(report.steps.every(step => step.candidates.every(({ status }) => status !== 'dropped')))
  })

test('parts that contradict each other are refused before anything is asked', async () => {
  const settings = { strategy: 'ape', variant: { overStep: 'clip' } } as const
  const [only, ...more] = await inProcess({ cases: cases(logicCases(60)), settings })
  assert.deepEqual(more, [])
  assert.ok(only?.type === 'failed' && only.problem.code === 'bad-combination' && !only.resumable)
})

test('a text of the user takes the place of ours in what the optimizer model is sent', async () => {
  const metaPrompt = { path: 'mine.txt', source: '[plain-one]\nWrite a better instruction, as a haiku.\n' }
  const report = reportOf(await inProcess({ cases: cases(logicCases(30)), settings: { steps: 1, metaPrompt } }))
  assert.match(
    report.steps[0]?.metaPrompt ?? '',
    /^The current instruction:[\s\S]*Write a better instruction, as a haiku\./,
  )
})

for (const [what, source, line] of [
  ['an unknown block', '[plain-one]\nx\n\n[tusk]\ny', 4],
  ['a block of the published form', '[plain-one]\nx\n\n[step-size]\ny', 4],
  ['an unknown slot', '[plain-step-size]\nUp to {{word}} words.', 1],
  ['no block', 'Write a better one.', undefined],
] as const)
  test(`a meta-prompt with ${what} is refused, with its place`, async () => {
    const settings = { metaPrompt: { path: 'mine.txt', source } }
    const [only] = await inProcess({ cases: cases(logicCases(30)), settings })
    assert.ok(only?.type === 'failed' && only.problem.code === 'bad-option')
    assert.deepEqual(only.problem.place, { path: 'mine.txt', ...(line !== undefined && { line }) })
  })
