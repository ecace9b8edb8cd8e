import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { Case } from '../../../../src/evals/evalSet.ts'
import { grade } from '../../../../src/evals/grading/grade.ts'
import { prepare } from '../../../../src/evals/preparing/prepare.ts'
import { chatOfCase, sentText } from '../../../../src/evals/scoring/chatFor.ts'
import { readPromptFile } from '../../../../src/prompts/readPromptFile.ts'
import { codeRunner } from '../../../../src/run/binding/codeRunner.ts'
import { filesOf } from '../files.ts'
import { type PromptfooConfig, promptfooConfigs } from './promptfooConfigs.ts'

const runner = codeRunner()
after(() => runner.close())

for (const [index, row] of promptfooConfigs.entries())
  test(`promptfoo: line ${index + 1}, ${JSON.stringify(row.config).slice(0, 90)}`, async () => {
    const run = await runOf(row)
    const expected = row.results.filter((_, at) => row.leftOut?.includes(at) !== true)
    assert.deepEqual(
      run.results.map(one => JSON.stringify(one)).sort(),
      expected.map(one => JSON.stringify(one)).sort(),
    )
    assert.equal(run.leftOut, row.leftOut?.length ?? 0)
  })

const path = '/w/promptfooconfig.json'

/** Every prompt of the config with its cases: what is sent, whether it passes, and its score; and what is left out. */
async function runOf({ config, answer, files = {} }: PromptfooConfig) {
  const source = JSON.stringify(config)
  const beside = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/w/${name}`, text]))
  const all = filesOf({ [path]: source, ...beside })
  const read = readPromptFile(path, source)
  const targets = read.ok ? read.value.targets.map(({ id }) => [path, id] as const) : []
  const prompts = JSON.stringify('prompts' in config ? config.prompts : [])
  const named = Object.keys(files).filter(name => prompts.includes(`"file://${name}"`))
  const results: unknown[] = []
  let leftOut = 0
  const texts = named.map(name => [`/w/${name}`, name.endsWith('.json') ? 'messages[0]' : 'body'] as const)
  for (const [prompt, target] of [...texts, ...targets]) {
    const prepared = await prepare(prompt, { files: all, root: '/w', target })
    if (!prepared.ok) {
      // Where no case is left, what is wrong with the first is the failure.
      leftOut += prepared.problem.code === 'for-other-prompts' ? 0 : 1
      continue
    }
    const { evalSet } = prepared.value
    for (const problem of evalSet.problems) if (problem.code === 'cases-left-out') leftOut += problem.count
    for (const evalCase of evalSet.cases) {
      const chat = chatOfCase(prepared.value.prompt, target, prepared.value.target.text, evalCase, evalSet)
      const sent = sentText(target, chat)
      results.push([sent, ...(await verdict(answer, evalCase, sent))])
    }
  }
  return { results, leftOut }
}

async function verdict(answer: string, evalCase: Case, sent: string): Promise<readonly [boolean, number]> {
  const graded = await grade(answer, evalCase, evalCase.checks ?? [], {
    dialect: 'promptfoo',
    runCode: runner.run,
    sent,
  })
  assert.ok(graded.ok, JSON.stringify(graded))
  return [graded.value.passed, Math.round(graded.value.grade * 1e4) / 1e4]
}

test('promptfoo: a prompt that asks for nothing is sent alone, and what neither it nor a check uses is told', async () => {
  const config = {
    prompts: ['Say a.'],
    tests: [{ vars: { x: '1', y: 'a' }, assert: [{ type: 'equals', value: '{{y}}' }] }],
  }
  const files = filesOf({ [path]: JSON.stringify(config) })
  const prepared = await prepare(path, { files, root: '/w' })
  assert.ok(prepared.ok, JSON.stringify(prepared))
  const { prompt, target, evalSet } = prepared.value
  const [only] = evalSet.cases
  assert.ok(only)
  assert.deepEqual(chatOfCase(prompt, target.id, 'Say b.', only, evalSet), [{ role: 'user', content: 'Say b.' }])
  assert.deepEqual(
    evalSet.problems.map(problem => [problem.code, 'name' in problem && problem.name]),
    [['unused-variable', 'x']],
  )
})
