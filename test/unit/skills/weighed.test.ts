import assert from 'node:assert/strict'
import test from 'node:test'
import { success } from '../../../src/problem/outcome.ts'
import { type RouteAll, weighChanges } from '../../../src/run/routing/weighChanges.ts'
import {
  type DescriptionChange,
  descriptionChanges,
  withChanges,
} from '../../../src/skills/catalogue/descriptionChange.ts'
import type { Skill } from '../../../src/skills/catalogue/skillEntry.ts'
import type { Answered } from '../../../src/skills/figures/answered.ts'
import { weighedLines } from '../../../src/skills/figures/routingWords.ts'
import { isWorthMaking } from '../../../src/skills/figures/weighed.ts'
import { casesFor } from '../../../src/skills/optimizing/cases.ts'
import type { Query } from '../../../src/skills/queries/query.ts'
import { queryOf } from './queryOf.ts'

const skill = (name: string, description: string): Skill => ({
  name,
  description,
  path: `/w/${name}/SKILL.md`,
  line: 2,
})

/** A router that loads the skill whose description holds the query's first word; the first such skill. */
const chooses = (skills: readonly Skill[], { text }: Query): string =>
  skills.find(({ description }) => description.includes(text.split(' ')[0] ?? ''))?.name ?? 'none'

const routeAll: RouteAll = async (skills, queries) =>
  success(queries.map((query): Answered => ({ query, answers: [{ is: 'chosen', name: chooses(skills, query) }] })))

const queries = [
  ...['tag it', 'tag two', 'version three', 'version four'].map(text => queryOf('release', text)),
  ...['server one', 'server two'].map(text => queryOf('deploy', text)),
]
const before = [skill('deploy', 'tag server version'), skill('release', 'notes')]

async function weighed(after: readonly Skill[], saw: Readonly<Record<string, readonly string[]>> = {}) {
  const changes = descriptionChanges(before, after).map(
    (change): DescriptionChange => ({ ...change, run: 'r', saw: saw[change.skill] ?? [] }),
  )
  const [none, all] = [await routeAll(before, queries), await routeAll(after, queries)]
  assert.ok(none.ok && all.ok)
  const found = await weighChanges({ skills: after, changes, before: none.value, after: all.value, seed: 1 }, routeAll)
  assert.ok(found.ok)
  return found.value
}

test('each of several changes is measured by what the others are worth without it', async () => {
  const { right, changes, over } = await weighed([skill('deploy', 'server'), skill('release', 'tag version')])
  assert.equal(right?.value, 4 / 6)
  // Without its own change, deploy keeps all four; without that of release, nobody loads them.
  assert.deepEqual(
    changes.map(({ skill: name, own }) => [name, own?.right?.value]),
    [
      ['deploy', 4 / 6],
      ['release', 4 / 6],
    ],
  )
  assert.deepEqual(over, { queries: 6, isUnseen: true })
})

test('a lone change is the whole effect, and several are made unasked only where none of them costs anything', async () => {
  const lone = await weighed([skill('deploy', 'server'), skill('release', 'notes')])
  assert.equal(lone.right?.value, 0)
  assert.deepEqual(lone.changes[0]?.own?.right, lone.right)
  const good = await weighed([skill('deploy', 'server'), skill('release', 'tag version')])
  const known = await weighed(
    good.changes.map(({ skill: name, after }) => skill(name, after)),
    {
      release: queries.map(({ text }) => text),
    },
  )
  const costly = await weighed([skill('deploy', 'notes'), skill('release', 'tag version')])
  assert.deepEqual([lone, good, known, costly].map(isWorthMaking), [false, true, false, false])
})

test('effects are over queries that no search used, if there are any', async () => {
  const after = [skill('deploy', 'server'), skill('release', 'tag version')]
  const some = await weighed(after, { release: ['tag it', 'tag two'], deploy: ['server one'] })
  assert.deepEqual(some.over, { queries: 3, isUnseen: true })
  assert.match(weighedLines(some).at(-1) ?? '', /^over 3 queries that no search used$/)
  const none = await weighed(after, { release: queries.map(({ text }) => text) })
  assert.deepEqual(none.over, { queries: 6, isUnseen: false })
  assert.match(weighedLines(none).at(-1) ?? '', /^over 6 queries by which the descriptions were found$/)
})

test('each change has its own line, with whose queries it takes', async () => {
  const lines = weighedLines(await weighed([skill('deploy', 'nothing'), skill('release', 'tag version server')]))
  assert.ok(lines.includes('release takes 2 queries from deploy'), lines.join('\n'))
  assert.ok(lines.some(line => /^deploy: the change adds \+?.* points .*, beside the others$/.test(line)))
})

test('nothing but two descriptions is changed by two changes', () => {
  const after = [skill('deploy', 'server'), skill('release', 'tag')]
  const all = [...before, skill('other', 'kept')]
  assert.deepEqual(withChanges(all, descriptionChanges(before, after)), [...after, skill('other', 'kept')])
})

test('a skill that changes beside another learns from the queries of its search, never from those kept for the test', () => {
  const own = Array.from({ length: 24 }, (_, at) => queryOf('deploy', `server ${at}`))
  const theirs = Array.from({ length: 12 }, (_, at) => queryOf('release', `tag ${at}`))
  const near = Array.from({ length: 12 }, (_, at) => queryOf('third', `server again ${at}`))
  const [saw, kept] = [theirs.slice(0, 6), theirs.slice(6)].map(some => some.map(({ text }) => text))
  const beside = [{ skill: 'release', path: '', before: '', after: '', saw: saw ?? [] }]
  const cases = casesFor({
    skill: 'deploy',
    queries: [...own, ...theirs, ...near],
    body: '',
    path: '',
    seed: 1,
    beside,
  })
  const asked = new Set(cases.map(({ vars }) => vars.query))
  assert.ok(saw?.every(text => asked.has(text)))
  assert.ok(!kept?.some(text => asked.has(text)))
})
