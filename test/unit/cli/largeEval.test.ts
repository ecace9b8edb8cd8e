import assert from 'node:assert/strict'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, beforeEach } from 'node:test'
import { gpo } from './gpo.ts'

const count = 1203
let folder = ''

beforeEach(async () => {
  if (folder) await rm(folder, { recursive: true })
  folder = await mkdtemp(join(tmpdir(), 'gpo-large-'))
  const rows = Array.from({ length: count }, (_, index) => `row-${index},"What is ${index} + 1?",${index + 1}\n`)
  await writeFile(join(folder, 'sum.prompt.md'), 'Add the numbers. Think step by step.\n')
  await writeFile(join(folder, 'sum.eval.csv'), `id,text,expected\n${rows.join('')}`)
})
after(() => rm(folder, { recursive: true }))

const evaluate = (...more: readonly string[]) => gpo(folder, ['eval', 'sum.prompt.md', '--task-model', 'demo', ...more])

test('a set of many parts gives all its cases in their order, and asks nothing twice', async () => {
  const first = await evaluate('--json')
  const report = JSON.parse(first.out)
  const ids = report.cases.map((item: { id: string }) => item.id)
  assert.deepEqual(
    ids,
    Array.from({ length: count }, (_, index) => `row-${index}`),
  )
  const grades: readonly number[] = report.cases.map((item: { grade: number }) => item.grade)
  assert.ok(Math.abs(report.score - grades.reduce((sum, grade) => sum + grade, 0) / count) < 1e-12)
  assert.deepEqual([report.usage.task.calls, report.usage.task.cached], [count, 0])
  const again = JSON.parse((await evaluate('--json')).out)
  assert.deepEqual([again.usage.task.calls, again.usage.task.cached], [0, count])
  assert.deepEqual(again.cases, report.cases)
})

test('a broken last row is left out and told with its line', async () => {
  await appendFile(join(folder, 'sum.eval.csv'), 'only one cell\n')
  const { status, out, err } = await evaluate('--json')
  assert.equal(status, 0)
  assert.equal(JSON.parse(out).cases.length, count)
  assert.match(err, new RegExp(`sum\\.eval\\.csv:${count + 2}`))
})

test('a cap in the middle of a large set scores a sample, and with more of it only the rest is asked', async () => {
  const { status, out } = await evaluate('--max-calls', '700')
  assert.equal(status, 0)
  assert.match(out, new RegExp(`on 700 cases, a sample of ${count} drawn by the seed`))
  const { calls, cached } = JSON.parse((await evaluate('--json')).out).usage.task
  assert.deepEqual([calls, cached], [count - 700, 700])
})
