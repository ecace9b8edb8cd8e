import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import type { AskEditor } from '../../../src/models/connect.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'

const folder = mkdtempSync(join(tmpdir(), 'gpo-body-'))
after(() => rmSync(folder, { recursive: true }))

/** An agent: it says much on its way, and does what is wanted only where its skill tells it to sign. */
const agent = join(folder, 'agent.mjs')
writeFileSync(
  agent,
  `import { readFileSync } from 'node:fs'
const { prompt, input } = JSON.parse(readFileSync(0, 'utf8'))
const signs = prompt.includes('Sign the tag')
const transcript = ['FIRST WORDS', 'x'.repeat(40000), 'LAST WORDS about ' + input]
console.log(JSON.stringify({ output: signs ? 'signed' : 'done', transcript }))`,
)

const rules = Array.from({ length: 40 }, (_, at) => `- Where part ${at} is released, tell its owner in one line.`).join(
  '\n',
)
const body = `${rules}\n- Run scripts/tag.py as [the guide](references/tags.md) says.`
const source = `---\nname: release\ndescription: Releases\n---\n${body}\n`

const edit = (to: string): string =>
  `<<<<<<< SEARCH\n- Run scripts/tag.py as [the guide](references/tags.md) says.\n=======\n${to}\n>>>>>>> REPLACE`

/** The optimizer model's replies, in turn: one loses a script, one a link, one invents a file, and one keeps them all. */
const kept = '- Sign the tag: run scripts/tag.py as [the guide](references/tags.md) says.'
const replies = [
  '- Sign the tag as [the guide](references/tags.md) says.',
  '- Sign the tag: run scripts/tag.py.',
  '- Sign the tag: run scripts/tag.py and scripts/sign.py as [the guide](references/tags.md) says.',
  kept,
].map(edit)

test('the body of a skill is edited in blocks by what an agent did last, and keeps what its files are called', async () => {
  const asked: string[] = []
  const write: AskEditor = async (_, request) => {
    asked.push(request.messages.map(({ content }) => content).join('\n'))
    const texts = [replies[(asked.length - 1) % replies.length] ?? '']
    return { ok: true, value: { texts, tokens: { inputTokens: 1, outputTokens: 1 } } }
  }
  const events = await inProcess({
    cases: [],
    settings: { steps: 1, candidates: 4, concurrency: 8 },
    task: write,
    request: {
      prompt: { path: '/w/.claude/skills/release/SKILL.md', target: 'body', source },
      evalSet: {
        path: '/w/evals.json',
        cases: cases(Array.from({ length: 6 }, (_, at) => ({ input: `Release part ${at}`, expected: '' }))).map(
          one => ({
            ...one,
            expected: [],
          }),
        ),
        checks: [{ grader: 'includes', value: 'signed' }],
        exemplars: [],
        problems: [],
      },
      models: {
        task: { kind: 'command', id: 'runner:agent', command: [process.execPath, agent], seconds: 20 },
        optimizer: { kind: 'vscode', id: 'vscode:writer', model: 'writer' },
      },
    },
  })
  const report = reportOf(events)
  const [first = ''] = asked
  assert.match(first, /LAST WORDS about Release part \d/)
  assert.ok(!first.includes('FIRST WORDS'), 'the beginning of a long transcript is not told')
  assert.match(first, /includes: expected "signed"/)
  const lost = report.steps
    .flatMap(({ candidates }) => candidates)
    .flatMap(({ problem }) => (problem && 'token' in problem ? [[problem.code, problem.token]] : []))
  assert.deepEqual(lost, [
    ['placeholder-lost', 'scripts/tag.py'],
    ['placeholder-lost', '[the guide](references/tags.md)'],
    ['placeholder-invented', 'scripts/sign.py'],
  ])
  assert.equal(report.best.text, body.replace('- Run', '- Sign the tag: run'))
})
