import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { logicCases } from '../run/logic.ts'
import { gpo } from './gpo.ts'

test('--cross-fit tests on all cases in three runs, and says what is proven', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-cross-fit-'))
  try {
    await writeFile(join(folder, 'logic.prompt.md'), "Let's think step by step.\n")
    await writeFile(join(folder, 'logic.eval.jsonl'), logicCases(40))
    const typed = [
      'optimize',
      'logic.prompt.md',
      '--task-model',
      'demo',
      '--steps',
      '2',
      '--max-calls',
      '900',
      '--json',
    ]
    const { status, out, err } = await gpo(folder, [...typed, '--cross-fit'])
    assert.equal(status, 0, err)
    const report = JSON.parse(out)
    assert.equal(report.crossFit.cases, 40)
    assert.equal(report.crossFit.runs.length, 2)
    assert.equal(report.comparison, null, 'the last run has no test of its own')
    assert.match(err, /run 2 of 3: half of the cases tests what is found on the other half/)
    assert.match(err, /by cross-fitting: .* points over 40 cases, 95 % interval/)

    const plain = await gpo(folder, typed)
    assert.match(
      plain.err,
      /^Fewer than 50 test cases decide little\. With --cross-fit every one of 40 cases is tested, in three runs/m,
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})
