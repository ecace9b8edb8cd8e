import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { gpo } from './gpo.ts'

const folder = mkdtempSync(join(tmpdir(), 'gpo-route-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const skill = (name: string, description: string): string =>
  `---\nname: ${name}\ndescription: ${description}\n---\nBody.\n`

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

before(() => {
  write('.claude/skills/release/SKILL.md', skill('release', 'Versions, changelog and tags of a package.'))
  write('.claude/skills/deploy/SKILL.md', skill('deploy', 'Puts a build on a server: staging, production, rollback.'))
  write('.claude/skills/hidden/SKILL.md', skill('hidden', 'By hand.\ndisable-model-invocation: true'))
  write(
    '.claude/skills/release/evals/eval_queries.json',
    `[
{"query": "write the changelog of the package", "should_trigger": true},
{"query": "tag the package with a new version", "should_trigger": true},
{"query": "push the release candidate to the staging server", "should_trigger": true},
{"query": "rollback production", "should_trigger": false, "expected_skill": "deploy"},
{"query": "what is the weather like", "should_trigger": false, "expected_skill": "none"},
{"query": "", "should_trigger": true}
]`,
  )
})

const demo = ['--task-model', 'demo', '--route-temperature', '0', '--runs', '1']

test('gpo route tells which skill fires, who steals from it, and what is left out', async () => {
  const { status, out, err } = await gpo(folder, ['route', ...demo])
  assert.equal(status, 0)
  assert.match(out, /^release: fires 2 of 3, stolen by deploy 1, recall 66\.7 %/m)
  assert.match(out, /^deploy: fires 1 of 1, takes from release 1/m)
  assert.match(out, /right skill, or rightly none: 80\.0 % .* of 5 queries/)
  assert.match(out, /left out: hidden \(disable-model-invocation is set\)/)
  assert.match(err, /eval_queries\.json:7: .*it has no query/)
})

test('one request can be typed, and every profile is asked in its own form', async () => {
  for (const profile of ['claude', 'codex', 'opencode']) {
    const { out } = await gpo(folder, [
      'route',
      ...demo,
      '--query',
      'rollback production',
      '--profile',
      profile,
      '--json',
    ])
    const report = JSON.parse(out)
    assert.deepEqual([report.profile, report.queries[0].answers], [profile, ['deploy']])
  }
})

test('a request that is only tried is told with what is loaded for it, and judged by nothing', async () => {
  const tried = ['route', ...demo, '--query', 'rollback production']
  const { status, out } = await gpo(folder, tried)
  assert.equal(status, 0)
  assert.match(out, /^rollback production → deploy 1$/m)
  assert.doesNotMatch(out, /right skill|without queries/)
  assert.match((await gpo(folder, [...tried, '--md'])).out, /^- rollback production → deploy 1$/m)
  const barred = await gpo(folder, [...tried, '--min-right', '0.5'])
  assert.deepEqual(
    [barred.status, barred.err],
    [1, 'gpo: no answered query says which skill is right for it; --skill says it of --query\n'],
  )
  assert.match((await gpo(folder, [...tried, '--skill', 'deploy', '--min-right', '1'])).out, /^deploy: fires 1 of 1/m)
})

test('answers are cached: the same routing costs nothing the second time', async () => {
  const { out } = await gpo(folder, ['route', ...demo, '--json'])
  const { usage } = JSON.parse(out)
  assert.deepEqual([usage.task.calls, usage.task.cached], [0, 5])
})

test('a bar that is not reached ends with 1 and is told', async () => {
  const right = await gpo(folder, ['route', ...demo, '--min-right', '0.9'])
  const stolen = await gpo(folder, ['route', ...demo, '--max-stolen', '0'])
  const within = await gpo(folder, ['route', ...demo, '--min-right', '0.8', '--max-stolen', '1'])
  assert.deepEqual([right.status, stolen.status, within.status], [1, 1, 0])
  assert.match(right.err, /the right skill is loaded for 80\.0 %, below 90\.0 %/)
  assert.match(stolen.err, /other skills take 1 query of release, and may take 0/)
})

test('a comment for a pull request says whose queries the new description takes', async () => {
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder, stdio: 'ignore' })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'first')
  write(
    '.claude/skills/deploy/SKILL.md',
    skill(
      'deploy',
      'Puts a build, its changelog and its package version on a server: staging, production, rollback. Changelog, write.',
    ),
  )
  const { status, out } = await gpo(folder, ['route', ...demo, '--compare', 'HEAD', '--md'])
  write('.claude/skills/deploy/SKILL.md', skill('deploy', 'Puts a build on a server: staging, production, rollback.'))
  assert.equal(status, 0)
  assert.match(out, /^- deploy takes 1 query from release$/m)
  assert.match(out, /^\| write the changelog of the package \| release \| release \| deploy \|$/m)
  const unknown = await gpo(folder, ['route', ...demo, '--compare', '--output=x'])
  const none = await gpo(folder, ['route', ...demo, '--compare', 'nothing'])
  assert.deepEqual([unknown.status, none.status], [2, 2])
})

test('what cannot be routed is said in a sentence', async () => {
  const nothing = mkdtempSync(join(tmpdir(), 'gpo-route-none-'))
  const without = await gpo(nothing, ['route', ...demo])
  rmSync(nothing, { recursive: true })
  const unknown = await gpo(folder, ['route', ...demo, '--skill', 'gone'])
  assert.deepEqual([without.status, unknown.status], [2, 2])
  assert.match(without.err, /No skill that an agent would list was found here/)
  assert.match(unknown.err, /No skill is called "gone"\. Choose one of: .*release/)
})

test('a description is optimized by routing, and what it does to the other skills is told', async () => {
  write(
    '.claude/skills/notes/SKILL.md',
    '---\nname: notes\ndescription: Helps with texts.\n---\n# Notes\n\n- Summaries of meetings\n- Minutes of calls\n- Agendas for workshops\n',
  )
  const asked = [
    'summary of our meeting',
    'minutes of the call',
    'an agenda for the workshop',
    'meeting summaries please',
  ]
  const not = ['rollback production', 'tag the package', 'what time is it', 'paint the fence']
  const queries = [...asked, ...not].map((query, index) => ({ query, should_trigger: index < asked.length }))
  write('.claude/skills/notes/evals/trigger_eval.json', JSON.stringify(queries))
  const options = ['--target', 'description', '--task-model', 'demo', '--steps', '2', '--json']
  const { status, out, err } = await gpo(folder, ['optimize', '.claude/skills/notes/SKILL.md', ...options])
  assert.equal(status, 0, err)
  const report = JSON.parse(out)
  assert.match(report.best.text, /^Helps with texts\. Use for Summaries of meetings/)
  assert.ok(report.best.validation > report.initial.validation)
  assert.ok(report.catalogue.right.after > report.catalogue.right.before)
  assert.equal(report.catalogue.queries, 12)
  const metaPrompt = report.steps[0].metaPrompt
  for (const told of ['the skill "notes"', '<skill_body>', '<name>release</name>'])
    assert.ok(metaPrompt.includes(told), told)
})

test('near misses are drafted, reviewed and written with the other queries of the skill', async () => {
  const place = '.claude/skills/deploy/evals'
  write(`${place}/eval_queries.json`, '[{"query": "restart the server", "should_trigger": true}]\n')
  const cases = (...args: readonly string[]) => gpo(folder, ['cases', ...args, '--target', 'description'])
  const file = '.claude/skills/deploy/SKILL.md'
  const { out, err } = await gpo(folder, [
    'cases',
    'draft',
    file,
    '--target',
    'description',
    '--optimizer-model',
    'demo',
  ])
  assert.equal(err, '')
  assert.match(out, /^\d+ drafts for \d rules? in \.claude\/skills\/deploy\/evals\/queries\.drafts\.yaml/)
  assert.match(out, /3 near miss: It belongs to release and sounds like deploy/)
  const listed = await cases('list', file)
  assert.match(
    listed.out,
    /^draft-1 {2}write the changelog of the package, and leave the rollback alone\n {4}expects release/,
  )
  const before = JSON.parse((await gpo(folder, ['route', ...demo, '--json'])).out).figures.queries
  assert.match((await cases('accept', file, 'draft-1')).out, /^1 draft accepted into .*eval_queries\.json\n$/)
  assert.match((await cases('reject', file, 'draft-2')).out, /^1 draft taken out/)
  assert.equal(
    readFileSync(join(folder, place, 'eval_queries.json'), 'utf8'),
    '[{"query": "restart the server", "should_trigger": true}, {"query": "write the changelog of the package, and leave the rollback alone", "should_trigger": false}]\n',
  )
  const after = JSON.parse((await gpo(folder, ['route', ...demo, '--json'])).out).figures.queries
  assert.equal(after, before + 1)
  rmSync(join(folder, place), { recursive: true })
})
