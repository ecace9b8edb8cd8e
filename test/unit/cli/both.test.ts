import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test, { after, before } from 'node:test'
import { gpo } from './gpo.ts'

const folder = mkdtempSync(join(tmpdir(), 'gpo-both-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const places = { release: '.claude/skills/release/SKILL.md', deploy: '.claude/skills/deploy/SKILL.md' }

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const skill = (name: string, description: string, points: readonly string[]): string =>
  `---\nname: ${name}\ndescription: ${description}\n---\n# ${name}\n\n${points.map(point => `- ${point}\n`).join('')}`

const queriesOf = (own: readonly string[], not: readonly string[]): string =>
  JSON.stringify([...own, ...not].map((query, at) => ({ query, should_trigger: at < own.length })))

before(() => {
  write(
    places.release,
    skill('release', 'Helps with packages.', ['Write the changelog', 'Tag a version', 'Publish the package']),
  )
  write(
    places.deploy,
    skill('deploy', 'Server work, also the changelog, the tag and the version of what is there.', [
      'Restart the server',
      'Rollback of production',
      'Staging and its logs',
    ]),
  )
  write(
    '.claude/skills/release/evals/eval_queries.json',
    queriesOf(
      ['write the changelog', 'tag this version please', 'publish the package', 'which version is next'],
      ['paint the fence', 'what is the weather', 'sing a song', 'book a flight'],
    ),
  )
  write(
    '.claude/skills/deploy/evals/eval_queries.json',
    queriesOf(
      ['restart the server', 'rollback production now', 'look at staging', 'server logs please'],
      ['cook the rice', 'who won the game', 'draw a cat', 'buy some milk'],
    ),
  )
})

const asked = ['--task-model', 'demo', '--route-temperature', '0', '--runs', '1']
const optimized = ['--target', 'description', ...asked, '--steps', '1', '--json']

test('the other side is changed too, and what each of the two changes adds is told', async () => {
  const { status, out, err } = await gpo(folder, ['optimize', places.release, ...optimized, '--both', '--write'])
  assert.equal(status, 0, err)
  assert.match(err, /^deploy takes most of its queries: changing it too$/m)
  const { reports, change } = JSON.parse(out)
  const texts = [/^Helps with packages\. Use for Write the changelog/, /^Server work, .* Use for Restart the server/]
  for (const [index, text] of texts.entries()) {
    assert.match(reports[index].best.text, text)
    assert.equal(change.changes[index].run, reports[index].runId)
    assert.ok(change.changes[index].own.right.value > 0)
  }
  // Eight queries a skill are too few for a test, so nothing is proven, and nothing is written.
  assert.equal(change.over.isUnseen, false)
  assert.deepEqual(
    reports.map(({ written }: { readonly written: boolean }) => written),
    [false, false],
  )
})

test('what waits in several runs is weighed in one review, also beside an optimization', async () => {
  const { out } = await gpo(folder, ['route', ...asked, '--refined'])
  assert.match(out, /^release: the change adds \+6\.3 points \(.*\), beside the others$/m)
  assert.match(out, /^deploy: the change adds \+12\.5 points \(.*\), beside the others$/m)
  assert.match(out, /^over 16 queries by which the descriptions were found$/m)
  const beside = await gpo(folder, ['optimize', places.release, ...optimized, '--refined'])
  assert.match(JSON.parse(beside.out).steps[0].metaPrompt, /<description>Server work, .* Use for Restart the server/)
})

test('what is written waits no more', async () => {
  const forced = await gpo(folder, ['optimize', places.release, ...optimized, '--both', '--write', 'always'])
  assert.equal(forced.status, 0, forced.err)
  for (const [place, text] of [
    [places.release, 'Use for Write the changelog'],
    [places.deploy, 'Use for Restart the server'],
  ] as const)
    assert.ok(readFileSync(join(folder, place), 'utf8').includes(text), place)
  const { status, err } = await gpo(folder, ['route', ...asked, '--refined'])
  assert.equal(status, 2)
  assert.match(err, /No refined description of these skills waits/)
})

test('both sides are those of descriptions, and one comparison is made at a time', async () => {
  const body = await gpo(folder, ['optimize', places.release, '--target', 'body', ...asked.slice(0, 2), '--both'])
  const twice = await gpo(folder, ['route', ...asked, '--refined', '--compare', 'HEAD'])
  assert.deepEqual([body.status, twice.status], [2, 2])
  assert.match(body.err, /--both and --refined are about the descriptions of skills that have queries/)
  assert.match(twice.err, /--compare and --refined are two comparisons/)
})
