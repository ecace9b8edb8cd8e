import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { gpo } from './gpo.ts'

const folder = mkdtempSync(join(tmpdir(), 'gpo-agents-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const line = (event: object): string => `say(${JSON.stringify(event)})\n`
/** Stand-ins of the agents' programs: each notes how it was started, sums the numbers of its file and answers as the agent does. */
const standIns: Readonly<Record<string, string>> = {
  claude: `const system = args[args.indexOf('--append-system-prompt') + 1]; const asked = stdin
act(system, asked)
say({ type: 'system', subtype: 'init' })
say({ type: 'assistant', message: { content: [{ type: 'text', text: 'I read the table.' }, { type: 'tool_use', name: 'Skill', input: { skill: 'sums' } }, { type: 'tool_use', name: 'Write', input: { file_path: 'sum.txt' } }] } })
say({ type: 'result', subtype: 'success', is_error: false, result: 'The sum stands in sum.txt.', usage: { input_tokens: 10, cache_read_input_tokens: 5, output_tokens: 3 } })`,
  codex: `act(stdin, stdin)
console.error('progress')
${line({ type: 'thread.started', thread_id: '1' })}${line({ type: 'item.completed', item: { id: 'i', type: 'command_execution', command: 'bash -lc awk', aggregated_output: '6', exit_code: 0 } })}${line({ type: 'item.completed', item: { id: 'j', type: 'agent_message', text: 'The sum stands in sum.txt.' } })}${line({ type: 'turn.completed', usage: { input_tokens: 10, output_tokens: 3 } })}`,
  copilot: `const asked = args[args.indexOf('-p') + 1]; act(asked, asked); console.log('The sum stands in sum.txt.')`,
}
const bin = join(folder, 'bin')
mkdirSync(bin)
for (const [name, script] of Object.entries(standIns)) {
  writeFileSync(
    join(bin, name),
    `#!${process.execPath}
const fs = require('fs')
const args = process.argv.slice(2)
const stdin = fs.readFileSync(0, 'utf8')
const say = event => console.log(JSON.stringify(event))
function act(system, asked) {
  fs.appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify({ args, stdin }) + '\\n')
  const file = /data\\/[a-z]+\\.csv/.exec(asked)
  if (!/write the sum/.test(system) || !file) return
  const sum = fs.readFileSync(file[0], 'utf8').split(/\\s+/).reduce((a, b) => a + Number(b), 0)
  fs.writeFileSync('sum.txt', String(sum))
}
${script}
`,
  )
  chmodSync(join(bin, name), 0o755)
}

const skill = join(folder, 'skills/sums')
mkdirSync(join(skill, 'evals/files'), { recursive: true })
writeFileSync(join(skill, 'evals/files/march.csv'), '1\n2\n3')
mkdirSync(join(skill, 'evals/files/.claude'))
writeFileSync(join(skill, 'evals/files/.claude/settings.json'), '{"hooks":{}}')
writeFileSync(join(skill, 'evals/files/config.toml'), 'notify = ["sh"]')
writeFileSync(
  join(skill, 'SKILL.md'),
  '---\nname: sums\ndescription: Sums tables.\n---\nRead the table and write the sum to sum.txt.\n',
)
writeFileSync(
  join(skill, 'evals/evals.json'),
  JSON.stringify({
    skill_name: 'sums',
    evals: [
      {
        id: 1,
        prompt: 'Sum data/march.csv please.',
        files: ['evals/files/march.csv'],
        expectations: ['The sum is 6.'],
      },
      { id: 2, prompt: 'Sum data/april.csv please.', files: ['evals/files/april.csv'], expectations: ['It is 7.'] },
      { id: 3, prompt: 'Sum it.', files: ['../../../etc/passwd'], expectations: ['It is 8.'] },
      { id: 4, prompt: 'Sum it.', files: ['evals/files/.claude/settings.json'], expectations: ['It is 9.'] },
      { id: 5, prompt: 'See .codex/config.toml.', files: ['evals/files/config.toml'], expectations: ['It is 10.'] },
    ],
  }),
)
const own = join(folder, 'own.eval.yaml')
writeFileSync(
  own,
  'grader: { name: file-contains, file: sum.txt, value: "6" }\ncases:\n  - { id: a, input: Sum data/march.csv please. }\n',
)
const path = `${bin}:${process.env.PATH}`
const evaluated = (agent: string, ...more: readonly string[]) =>
  gpo(
    folder,
    ['eval', 'skills/sums/SKILL.md', '--target', 'body', '--runner', agent, '--judge-model', 'demo', '--json', ...more],
    { PATH: path },
  )
const lastCall = () => JSON.parse(readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').at(-1) ?? '')

for (const [agent, args, stdin] of [
  ['claude', ['-p', '--output-format', 'stream-json'], /^Sum data\/march\.csv please\.$/],
  ['codex', ['exec', '--json', '--skip-git-repo-check'], /^Read the table[\s\S]*Sum data\/march\.csv please\.$/],
  ['copilot', ['-s', '--no-ask-user', '--allow-all-tools', '-p'], /^$/],
] as const)
  test(`${agent} is asked in its own form, beside the files of the case, and its answer is read`, async () => {
    const { out, err } = await evaluated(agent)
    const report = JSON.parse(out)
    assert.equal(report.cases.length, 1)
    assert.equal(report.cases[0].answer, 'The sum stands in sum.txt.')
    assert.match(err, /its file evals\/files\/april\.csv is not beside the skill/)
    assert.match(err, /is hidden \(\.claude\/settings\.json\), and agents take settings and hooks from hidden files/)
    assert.match(err, /is hidden \(\.codex\/config\.toml\), and agents/)
    const call = lastCall()
    assert.deepEqual(call.args.slice(0, args.length), args)
    assert.match(call.stdin, stdin)
    if (agent !== 'copilot') assert.equal(report.usage.task.outputTokens, 3)
  })

test('without a runner such cases are left out, and that is told', async () => {
  const { status, err } = await gpo(folder, [
    'eval',
    'skills/sums/SKILL.md',
    '--target',
    'body',
    '--task-model',
    'demo',
  ])
  assert.notEqual(status, 0)
  assert.match(err, /it needs files, and here a model is only asked/)
})

test('the lift is the score with the skill less that without it', async () => {
  const agent = join(folder, 'agent.cjs')
  writeFileSync(
    agent,
    `const { prompt, input } = JSON.parse(require('fs').readFileSync(0, 'utf8'))
if (/write the sum/.test(prompt)) require('fs').writeFileSync('sum.txt', '6')
console.log(JSON.stringify({ output: 'done', transcript: [{ role: 'assistant', content: input }] }))`,
  )
  const cases = Array.from({ length: 8 }, (_, index) => `  - { id: c${index}, input: Sum it ${index}. }`)
  writeFileSync(own, `grader: { name: file-contains, file: sum.txt, value: "6" }\ncases:\n${cases.join('\n')}\n`)
  const runner = JSON.stringify([process.execPath, agent])
  const { status, out, err } = await evaluated(runner, '--lift', '--eval-set', own)
  assert.equal(status, 0, err)
  const { with: withIt, without, lift } = JSON.parse(out)
  assert.deepEqual([withIt.score, without.score, lift.difference, lift.cases], [1, 0, 1, 8])
  assert.ok(lift.interval[0] > 0)
  const told = await gpo(folder, [
    ...['eval', 'skills/sums/SKILL.md', '--target', 'body', '--runner', runner, '--lift', '--eval-set', own],
  ])
  assert.match(
    told.out,
    /^with it 100\.0 % \[.*\], without it 0\.0 % \[.*\]: lift \+100\.0 points \[.*\] over 8 cases\n/,
  )
})

test('what a Vally spec says of files holds of what an agent leaves behind, and is left out without one', async () => {
  const place = join(folder, 'vally')
  mkdirSync(place)
  writeFileSync(
    join(place, 'SKILL.md'),
    '---\nname: notes\ndescription: Keeps notes.\n---\nWrite the note to a file.\n',
  )
  const graders = (list: string) => `    graders: [${list}]\n`
  writeFileSync(
    join(place, 'eval.yaml'),
    [
      'name: notes\nenvironment: {skills: ["."]}\nstimuli:\n',
      `  - name: kept\n    prompt: Note that.\n`,
      graders(
        '{type: file-exists, config: {path: note.txt}}, {type: file-contains, config: {path: note.txt, value: that}}',
      ),
      `  - name: clean\n    prompt: Note this.\n`,
      graders('{type: file-not-exists, config: {path: note.txt}}'),
      `  - name: pattern\n    prompt: Note these.\n`,
      graders('{type: file-exists, config: {path: "*.txt"}}'),
    ].join(''),
  )
  writeFileSync(
    join(folder, 'notes.cjs'),
    `require('fs').writeFileSync('note.txt', JSON.parse(require('fs').readFileSync(0, 'utf8')).input)
console.log(JSON.stringify({ output: 'Noted.' }))`,
  )
  const asked = ['eval', 'vally/SKILL.md', '--target', 'body', '--json']
  const runner = JSON.stringify([process.execPath, join(folder, 'notes.cjs')])
  const { out, err } = await gpo(folder, [...asked, '--runner', runner])
  const { cases }: { cases: readonly { id: string; passed: boolean }[] } = JSON.parse(out)
  assert.deepEqual(
    cases.map(({ id, passed }) => [id, passed]),
    [
      ['kept', true],
      ['clean', false],
    ],
  )
  assert.match(err, /names its files by a pattern/)
  const without = await gpo(folder, [...asked, '--task-model', 'demo'])
  assert.notEqual(without.status, 0)
  assert.match(without.err, /"file-exists" looks at what an agent did/)
})
