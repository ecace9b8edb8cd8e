import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, beforeEach } from 'node:test'
import { gpo } from './gpo.ts'

let folder = ''
const made: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gpo-cases-'))
  made.push(folder)
  write('a.prompt.md', 'Sort the ticket into one of: billing, bug, account.\n\nTicket: {{ticket}}\n')
})
after(() => {
  for (const one of made) rmSync(one, { recursive: true })
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const cases = (...args: readonly string[]) => gpo(folder, ['cases', ...args])

test('a table becomes cases, and rows without an answer wait as drafts', async () => {
  write('table.txt', 'Ticket\tTopic\tWho\nI paid twice\tbilling\tA\nIt crashes\tbug\tB\nHow?\t\tC\n')
  const { status, out, err } = await cases('import', 'table.txt', 'a.prompt.md')
  assert.deepEqual([status, err], [0, ''])
  assert.match(
    out,
    /^table separated by tabs, 3 rows\n {2}Ticket +becomes \{\{ticket\}\} +I paid twice\n {2}Topic +becomes expected +billing\n {2}Who +becomes left out +A\n/,
  )
  assert.match(read('a.eval.yaml'), /cases:\n {2}- vars:\n {6}ticket: I paid twice\n {4}expected: billing\n/)
  assert.match(read('a.drafts.yaml'), /- id: draft-1\n {4}vars:\n {6}ticket: How\?\n {4}draft: true\n$/)
  const again = await cases('import', 'table.txt', 'a.prompt.md')
  assert.match(again.out, /\n3 rows there already\n$/)
})

test('personal data is told before anything is written', async () => {
  write('table.csv', 'ticket,topic\nMail me at jo@example.org,account\n')
  const stopped = await cases('import', 'table.csv', 'a.prompt.md')
  assert.equal(stopped.status, 1)
  assert.match(stopped.err, /1 × e-mail address \(line 2\)\. Nothing was written\./)
  assert.ok(!existsSync(join(folder, 'a.eval.yaml')))
  assert.equal((await cases('import', 'table.csv', 'a.prompt.md', '--personal', 'mask', '--preview')).status, 0)
  assert.ok(!existsSync(join(folder, 'a.eval.yaml')))
  assert.equal((await cases('import', 'table.csv', 'a.prompt.md', '--personal', 'mask')).status, 0)
  assert.match(read('a.eval.yaml'), /ticket: Mail me at \[e-mail address\]\n/)
})

test('columns are named by hand, and a folder is a list of inputs', async () => {
  write('table.csv', 'a,b\nx,bug\n')
  assert.equal((await cases('import', 'table.csv', 'a.prompt.md', '--columns', 'a=ticket,b=expected')).status, 0)
  assert.match(read('a.eval.yaml'), /ticket: x\n {4}expected: bug\n/)
  const wrong = await cases('import', 'table.csv', 'a.prompt.md', '--columns', 'c=ticket')
  assert.equal(wrong.status, 2)
  mkdirSync(join(folder, 'inputs'))
  write('inputs/one.txt', 'First text.\n')
  write('inputs/.hidden', 'no input')
  writeFileSync(join(folder, 'inputs/picture.png'), Buffer.from([0x89, 0x50, 0xff, 0xfe]))
  const { out } = await cases('import', 'inputs', 'a.prompt.md', '--json')
  const { form, drafts, notRead } = JSON.parse(out)
  assert.deepEqual([form, drafts, notRead], ['folder of inputs', 1, ['picture.png']])
})

test('drafts are made by the optimizer model, listed, accepted and rejected; none is scored before', async () => {
  write('a.eval.yaml', '# kept\ncases:\n  - { id: one, ticket: I paid twice., expected: billing } # too\n')
  const drafted = await cases('draft', 'a.prompt.md', '--task-model', 'demo', '--count', '4', '--json')
  assert.equal(drafted.status, 0, drafted.err)
  const { cases: written, rules, usage } = JSON.parse(drafted.out)
  assert.ok(written.length >= 2 && written.every((one: { draft?: unknown }) => one.draft))
  assert.ok(rules.length >= 1 && usage.optimizer.calls >= 2)
  const listed = JSON.parse((await cases('list', 'a.prompt.md', '--json')).out)
  const [first, second] = listed.drafts.map(({ id }: { id: string }) => id)
  assert.match((await gpo(folder, ['check', 'a.prompt.md'])).out, /\n?1 case checked/)
  assert.match((await cases('reject', 'a.prompt.md', second)).out, /^1 draft taken out of a\.drafts\.yaml\n$/)
  assert.match((await cases('accept', 'a.prompt.md', first)).out, /^1 draft accepted into a\.eval\.yaml\n$/)
  assert.ok(
    read('a.eval.yaml').startsWith(
      '# kept\ncases:\n  - { id: one, ticket: I paid twice., expected: billing } # too\n  - { ',
    ),
  )
  assert.match((await gpo(folder, ['check', 'a.prompt.md'])).out, /\n?2 cases checked/)
  assert.equal((await cases('accept', 'a.prompt.md', first)).status, 1)
})

test('a draft without an answer is not accepted, and the line is told', async () => {
  write('a.drafts.yaml', 'cases:\n  - id: x\n    vars: {ticket: Hello}\n    draft: true\n')
  const { status, err } = await cases('accept', 'a.prompt.md', '--all')
  assert.equal(status, 1)
  assert.match(err, /a\.drafts\.yaml:2: The case "x" has no expected answer\./)
  assert.ok(!existsSync(join(folder, 'a.eval.yaml')))
  write('a.drafts.yaml', `${read('a.drafts.yaml')}  - {id: y, vars: {ticket: Paid}, expected: billing, draft: true}\n`)
  const some = await cases('accept', 'a.prompt.md', '--all')
  assert.match(some.out, /^1 draft accepted into a\.eval\.yaml\n1 draft without an expected answer left: x\n$/)
  assert.match(read('a.drafts.yaml'), /id: x/)
})

test('nothing is written through a folder that leads out of the workspace', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'gpo-out-'))
  made.push(elsewhere)
  mkdirSync(join(folder, 'skills/csv'), { recursive: true })
  mkdirSync(join(folder, '.git'))
  write('skills/csv/SKILL.md', '---\nname: csv\ndescription: Cleans.\n---\nClean it.\n')
  symlinkSync(elsewhere, join(folder, 'skills/csv/evals'))
  write('list.csv', 'input,expected\nClean,It is clean\n')
  const { status } = await cases('import', 'list.csv', 'skills/csv/SKILL.md')
  assert.equal(status, 1)
  assert.ok(!existsSync(join(elsewhere, 'evals.json')))
})
