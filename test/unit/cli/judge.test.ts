import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { gpo } from './gpo.ts'

const folder = mkdtempSync(join(tmpdir(), 'gpo-judge-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
write('reply.prompt.md', 'Answer the customer.\n\n{{ticket}}\n')
write(
  'reply.eval.yaml',
  'grader: { name: judge, rubric: The answer offers a refund. }\ncases:\n  - { id: mug, ticket: My mug came broken. }\n',
)

const byDemo = ['--task-model', 'demo', '--judge-model', 'demo']

test('answers are marked, and the judge is compared with the marks', async () => {
  const none = await gpo(folder, ['judge', 'reply.prompt.md', '--judge-model', 'demo'])
  assert.match(none.err, /reply\.marks\.yaml: Nobody has marked an answer/)
  const mark = (...said: readonly string[]) => gpo(folder, ['cases', 'mark', 'reply.prompt.md', ...said, ...byDemo])
  await mark('mug', 'good', '--answer', 'The answer offers a refund.')
  const second = await mark('mug', 'bad', '--answer', 'No.', '--comment', 'It is rude.')
  assert.equal(second.out, 'marked bad; 2 marks in reply.marks.yaml\n', second.err)
  assert.match(readFileSync(join(folder, 'reply.marks.yaml'), 'utf8'), /mark: bad\n {2}comment: It is rude\.\n$/)
  const { out, status } = await gpo(folder, [
    ...['judge', 'reply.prompt.md', '--judge-model', 'demo', '--min-kappa', '0.9', '--json'],
  ])
  const { figures } = JSON.parse(out)
  assert.equal(status, 0)
  assert.deepEqual(figures.confusion, { goodPassed: 1, goodFailed: 0, badPassed: 0, badFailed: 1 })
})
