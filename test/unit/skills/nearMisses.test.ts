import assert from 'node:assert/strict'
import test from 'node:test'
import { failure, success } from '../../../src/problem/outcome.ts'
import { draftNearMisses, nearMissPlan } from '../../../src/skills/queries/nearMisses.ts'
import { queryOf } from './queryOf.ts'

const skill = (name: string, description: string) => ({ name, description, path: `/w/${name}/SKILL.md`, line: 3 })
const release = skill('release', 'Versions, tags and changelogs of a package.')
const skills = [
  release,
  skill('charts', 'Draws charts.'),
  skill('deploy', 'Puts a version of a package on a server.'),
  skill('idle', 'Versions, tags and changelogs of a packet.'),
]
const queries = [
  queryOf('release', 'tag it'),
  queryOf('deploy', 'roll back production'),
  queryOf('deploy', 'which build is on staging?'),
  queryOf('charts', 'draw the sales'),
]

test('near misses come from the nearest skills that have queries, and know what is there', () => {
  const plan = nearMissPlan(release, { skills, queries }, { count: 2, drafts: ['a draft'] })
  assert.deepEqual(
    plan?.neighbours.map(one => [one.name, one.queries]),
    [
      ['deploy', ['roll back production', 'which build is on staging?']],
      ['charts', ['draw the sales']],
    ],
  )
  assert.ok(plan?.known.includes('a draft') && plan.known.includes('tag it'))
  assert.equal(nearMissPlan(release, { skills: [release], queries }, { count: 2, drafts: [] }), undefined)
})

test('each neighbour is asked for once, copies and talk are dropped, and all are drafts that expect the neighbour', async () => {
  const plan = nearMissPlan(release, { skills, queries }, { count: 8, drafts: [] })
  assert.ok(plan)
  const asked: string[] = []
  const drafted = await draftNearMisses(plan, async text => {
    asked.push(text)
    return success(
      text.includes('These requests are for deploy')
        ? 'Sure:\n1. put the tagged version 2.1 back on production\n2. Which build is on staging?\n3. one too many of them'
        : '1. draw a chart of our versions and tags',
    )
  })
  assert.ok(drafted.ok)
  assert.equal(asked.length, 2)
  assert.match(asked[0] ?? '', /1\. roll back production\n2\. which build is on staging\?/)
  assert.deepEqual(
    drafted.value.cases.map(({ vars, expected, draft }) => [vars.query, expected, draft?.kind]),
    [
      ['put the tagged version 2.1 back on production', ['deploy'], 'near miss'],
      ['draw a chart of our versions and tags', ['charts'], 'near miss'],
    ],
  )
  assert.equal(drafted.value.dropped, 1)
})

test('what fails is told, and what came is kept', async () => {
  const plan = nearMissPlan(release, { skills, queries }, { count: 8, drafts: [] })
  assert.ok(plan)
  const some = await draftNearMisses(plan, async text =>
    text.includes('for charts') ? success('1. draw a chart of the versions') : failure({ code: 'cancelled' }),
  )
  assert.ok(some.ok && some.value.cases.length === 1 && some.value.problem?.code === 'cancelled')
  const none = await draftNearMisses(plan, async () => success('?'))
  assert.ok(!none.ok && none.problem.code === 'nothing-drafted')
})
