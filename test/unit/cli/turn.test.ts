import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { logicCases } from '../run/logic.ts'
import { start } from './gpo.ts'

const skill = (name: string, about: string): string => `---\nname: ${name}\ndescription: ${about}\n---\nBody.\n`

/** What is scored, judged, routed and drafted. */
const contents: Readonly<Record<string, string>> = {
  'logic.prompt.md': "Let's think step by step.\n",
  'logic.eval.jsonl': logicCases(20),
  'reply.prompt.md': 'Answer the customer.\n\n{{ticket}}\n',
  'reply.eval.yaml':
    'grader: { name: judge, rubric: The answer offers a refund. }\ncases:\n  - { id: mug, ticket: My mug came broken. }\n',
  'reply.marks.yaml': Array.from(
    { length: 6 },
    (_, at) =>
      `- { case: mug, vars: { ticket: My mug }, answer: A refund of ${at}., mark: ${at % 2 ? 'good' : 'bad'} }\n`,
  ).join(''),
  '.claude/skills/release/SKILL.md': skill('release', 'Versions, changelog and tags of a package.'),
  '.claude/skills/release/evals/eval_queries.json': JSON.stringify(
    Array.from({ length: 12 }, (_, at) => ({ query: `tag version ${at}`, should_trigger: true })),
  ),
}

function laidOut(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-turn-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(contents)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

for (const [what, command] of [
  ['evaluations of one prompt', ['eval', 'logic.prompt.md', '--json']],
  ['checks of one judge', ['judge', 'reply.prompt.md', '--judge-model', 'demo', '--json']],
  ['routings of one catalogue', ['route', '--runs', '1', '--json']],
] as const)
  test(`of two ${what} at once the second waits, says so, and pays nothing`, async t => {
    const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 150, failRate: 0 })
    const folder = laidOut(t)
    t.after(() => server.close())
    const args = [...command, '--base-url', server.url, '--concurrency', '1']
    const [first, second] = [start(folder, args), start(folder, [...args, '--price', 'demo=1/2'])]
    const ended = await Promise.all([first.finished, second.finished])
    assert.deepEqual(
      ended.map(({ status }) => status),
      [0, 0],
      ended.map(({ err }) => err).join('\n'),
    )
    const waited = ended.filter(({ err }) => /Another run that asks the same is under way.*turn-\w+\.lock/.test(err))
    assert.equal(waited.length, 1, ended.map(({ err }) => err).join('\n'))
    const calls = ended.map(({ out }) => callsIn(JSON.parse(out)))
    assert.deepEqual([Math.min(...calls), Math.max(...calls)], [0, server.counts().received.chat])
    assert.ok(Math.max(...calls) > 0)
    const left = readdirSync(join(folder, '.gpo', 'runs')).filter(name => name.endsWith('.lock'))
    assert.deepEqual(left, [])
  })

const callsIn = ({ usage }: { usage: Record<string, { calls?: number } | null> }): number =>
  Object.values(usage).reduce((sum, role) => sum + (role?.calls ?? 0), 0)

test('of two draftings for one prompt at once the second waits, and is told that the drafts are there', async t => {
  // A drafting takes few requests: shorter ones would be over before the second process has begun.
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 1000, failRate: 0 })
  const folder = laidOut(t)
  t.after(() => server.close())
  const args = ['cases', 'draft', 'logic.prompt.md', '--base-url', server.url, '--json']
  const both = await Promise.all([start(folder, args).finished, start(folder, args).finished])
  const [paid, waited] = both.toSorted((one, other) => Number(one.status) - Number(other.status))
  assert.equal(paid?.status, 0)
  assert.match(
    waited?.err ?? '',
    /Another run that asks the same.*drafts\.yaml: The file has changed since it was read/s,
  )
  assert.equal(server.counts().received.chat, callsIn(JSON.parse(paid?.out ?? '')))
})

test('a run that was killed holds up no other', async t => {
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 150, failRate: 0 })
  const folder = laidOut(t)
  t.after(() => server.close())
  const args = ['eval', 'logic.prompt.md', '--base-url', server.url]
  const killed = start(folder, [...args, '--concurrency', '1'])
  await killed.says('20 cases')
  killed.child.kill('SIGKILL')
  await killed.finished
  const { status, err } = await start(folder, args).finished
  assert.equal(status, 0)
  assert.doesNotMatch(err, /Another run/)
})
