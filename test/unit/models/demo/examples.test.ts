import assert from 'node:assert/strict'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { diskFiles } from '../../../../src/disk/diskFiles.ts'
import { grade } from '../../../../src/evals/grading/grade.ts'
import { prepare } from '../../../../src/evals/preparing/prepare.ts'
import { demoChat } from '../../../../src/models/demo/demoModel.ts'
import { readTask } from '../../../../src/models/demo/readTask.ts'
import { render } from '../../../../src/prompts/rendering.ts'

const root = fileURLToPath(new URL('../../../../examples', import.meta.url)).replaceAll('\\', '/')
const signal = new AbortController().signal

const prompts = [
  ['count-objects.prompt.md', 'sibling', 'counting', 100],
  ['logic.prompt.yml', 'in-file', 'logic', 40],
  ['ticket-topic.prompt.yml', 'sibling', 'labelling', 83],
  ['sort-words.prompt.md', 'sibling', 'sorting', 70],
] as const

for (const [name, pairedBy, kind, cases] of prompts)
  test(`examples/prompts/${name} has ${cases} cases, nearly all of which the demo model can solve`, async () => {
    const prepared = await prepare(`${root}/prompts/${name}`, { files: diskFiles, root })
    assert.ok(prepared.ok)
    const { prompt, target, evalSet, pairing } = prepared.value
    assert.deepEqual([pairing.pairedBy, evalSet.cases.length, evalSet.problems], [pairedBy, cases, []])
    let solved = 0
    for (const evalCase of evalSet.cases) {
      const { exercise } = readTask(render(prompt, target.id, target.text, evalCase.vars))
      assert.equal(exercise.kind, kind)
      const graded = await grade(`Answer: ${exercise.solution.answer}`, evalCase, evalCase.checks ?? evalSet.checks)
      solved += graded.ok && graded.value.passed ? 1 : 0
    }
    assert.ok(solved >= 0.95 * cases, `${solved} of ${cases}`)
  })

for (const [name] of prompts)
  test(`examples/prompts/${name} starts mediocre with the demo model`, async () => {
    const prepared = await prepare(`${root}/prompts/${name}`, { files: diskFiles, root })
    assert.ok(prepared.ok)
    const { prompt, target, evalSet } = prepared.value
    for (const seed of [0, 1, 2]) {
      let sum = 0
      for (const evalCase of evalSet.cases) {
        const messages = render(prompt, target.id, target.text, evalCase.vars)
        const reply = await demoChat(seed).chat({ messages, temperature: 0, maxTokens: 1000, n: 1 }, signal)
        assert.ok(reply.ok)
        const graded = await grade(reply.value.texts[0] ?? '', evalCase, evalCase.checks ?? evalSet.checks)
        assert.ok(graded.ok)
        sum += graded.value.grade
      }
      const score = sum / evalSet.cases.length
      assert.ok(score > 0.35 && score < 0.7, `${score} with seed ${seed}`)
    }
  })

test('examples/prompts/no-eval-set.prompt.md has none', async () => {
  const prepared = await prepare(`${root}/prompts/no-eval-set.prompt.md`, { files: diskFiles, root })
  assert.equal(!prepared.ok && prepared.problem.code, 'no-eval-set')
})
