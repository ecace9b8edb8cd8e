import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { changedSkills, routingView } from '../../../src/host/skills/routingView.ts'
import { readRouting } from '../../../src/journal/readRun.ts'
import { noteRouting } from '../../../src/journal/writeRun.ts'
import { noUsage } from '../../../src/models/usage.ts'
import { readToRoutingPage } from '../../../src/protocol/routingGuards.ts'
import type { Weighed } from '../../../src/skills/figures/weighed.ts'
import type { RouteReport } from '../../../src/skills/record/routeReport.ts'
import { readRoutingRecord, recordAfter } from '../../../src/skills/record/routingRecord.ts'

/** A routing of two skills with three queries, with the first skill's description and the answers to its query. */
function report(description: string, answers: readonly (string | null)[], model = 'm'): RouteReport {
  const listed = (name: string, text: string) => ({
    name,
    path: `/w/.claude/skills/${name}/SKILL.md`,
    description: text,
    how: 'full' as const,
    shown: text.length,
    length: text.length,
  })
  const query = (text: string, expected: string, found: readonly (string | null)[]) => ({
    query: text,
    expected: [expected],
    not: [],
    path: '/w/q.json',
    line: 2,
    answers: found,
    right: 0.5,
    trouble: [],
  })
  return {
    profile: 'plain',
    model,
    runs: 1,
    shuffled: false,
    listed: [listed('release', description), listed('deploy', 'Bring it to production.')],
    leftOut: [],
    figures: {
      queries: 3,
      right: { value: 0.5, interval: [0.2, 0.8] },
      skills: [
        {
          name: 'release',
          fires: 0,
          of: 1,
          recall: null,
          precision: null,
          f1: null,
          stolenBy: [{ name: 'deploy', count: 1 }],
          takesFrom: [],
        },
      ],
      unreadable: 0,
      failed: 0,
    },
    queries: [
      query('put it live', 'deploy', ['deploy']),
      query('tag it', 'release', answers),
      query('hi', 'none', ['none']),
    ],
    usage: noUsage,
  }
}

const first = recordAfter(report('Ship.', ['deploy']), 'one', undefined)

test('a record is read back as it was written, whatever JSON leaves of it', () =>
  assert.deepEqual(readRoutingRecord(JSON.stringify(first)), first))

for (const [what, broken] of [
  ['no JSON', '{'],
  ['a list', '[]'],
  ['another profile', JSON.stringify({ ...first, report: { ...first.report, profile: 'x' } })],
  ['queries without answers', JSON.stringify({ ...first, report: { ...first.report, queries: [{ query: 'x' }] } })],
  ['figures that are missing', JSON.stringify({ ...first, report: { ...first.report, figures: {} } })],
] as const)
  test(`${what} is no record`, () => assert.equal(readRoutingRecord(broken), undefined))

test('what was routed before the descriptions changed is kept until they change again', () => {
  const again = recordAfter(report('Ship.', ['none']), 'two', first)
  assert.equal(again.before, undefined)
  const changed = recordAfter(report('Tag a release.', ['release']), 'three', again)
  assert.equal(changed.before?.at, 'two')
  const once = recordAfter(report('Tag a release.', ['release']), 'four', changed)
  assert.equal(once.before?.at, 'two')
  assert.equal(recordAfter(report('Tag.', ['release']), 'five', once).before?.at, 'four')
})

test('another model is not compared with', () =>
  assert.equal(recordAfter(report('Tag.', ['release'], 'other'), 'two', first).before, undefined))

const state = {
  root: '/w',
  name: 'w',
  descriptions: new Map([
    ['release', 'Ship.'],
    ['deploy', 'Bring it to production.'],
  ]),
  waiting: [],
  relative: (path: string) => path.slice(3),
}

test('the view has the owner with the most queries gone astray first, and answers from before', () => {
  const record = recordAfter(
    report('Tag.', ['deploy']),
    'two',
    recordAfter(report('Ship.', ['none']), 'one', undefined),
  )
  const view = routingView(record, state)
  assert.deepEqual(
    view.queries.map(({ owner, query }) => [owner, query]),
    [
      ['release', 'tag it'],
      ['deploy', 'put it live'],
      ['none', 'hi'],
    ],
  )
  assert.deepEqual(view.queries[0]?.before?.answers, ['none'])
  assert.equal(view.queries[0]?.before?.change, 'before: loads none, 1 of 1')
  assert.deepEqual(view.turned, { better: 0, worse: 0 })
  assert.equal(view.queries[0]?.file, 'q.json')
  assert.deepEqual([view.skills[0]?.earlier, view.skills[1]?.earlier], ['Ship.', undefined])
  assert.deepEqual(view.changed, ['release'])
  assert.deepEqual(readToRoutingPage(JSON.parse(JSON.stringify({ type: 'routing', view })))?.view, view)
})

test('a catalogue that was never routed has a view without queries', () => {
  const view = routingView(undefined, { ...state, progress: { done: 1, of: 3 } })
  assert.deepEqual([view.state, view.at, view.queries.length], ['running', undefined, 0])
})

const found = (skill: string, after: string) => ({
  ...{ skill, path: `/w/${skill}/SKILL.md`, before: 'Ship.', after },
  ...{ run: `run-${skill}`, folder: '/w' },
})
const none = { right: null, moved: [], takes: [], worseFor: [] }
const gain = { ...none, right: { value: 0.25, interval: [0.1, 0.4] as const } }
const weighed: Weighed = {
  ...gain,
  over: { queries: 12, isUnseen: true },
  changes: [
    { ...found('release', 'Tag.'), own: gain },
    { ...found('deploy', 'Serve.'), own: { ...none, worseFor: [{ name: 'docs', count: 1 }] } },
  ],
}

test('new descriptions that wait have the effect that was measured of exactly these', () => {
  const both = [found('release', 'Tag.'), found('deploy', 'Serve.')]
  const { waiting } = routingView(undefined, { ...state, waiting: both, weighed })
  assert.deepEqual(
    waiting.changes.map(({ run, adds }) => [run, adds]),
    [
      ['run-release', '+25.0 points (95 % interval +10.0 to +40.0 points)'],
      ['run-deploy', 'an unknown number of points; worse for docs 1'],
    ],
  )
  assert.equal(waiting.together.at(-1), 'over 12 queries that no search used')
  for (const others of [[found('release', 'Tag.')], [found('release', 'Tag.'), found('deploy', 'Other.')]]) {
    const { together, changes } = routingView(undefined, { ...state, waiting: others, weighed }).waiting
    assert.deepEqual([together, changes.map(({ adds }) => adds)], [[], others.map(() => undefined)])
  }
})

test('skills that are new or gone count as changed', () =>
  assert.deepEqual(
    changedSkills(
      report('Ship.', []),
      new Map([
        ['release', 'Ship.'],
        ['docs', 'x'],
      ]),
    ),
    ['deploy', 'docs'],
  ))

test('a routing is stored by its catalogue, in place of the one before, and leaves nothing else behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-routing-'))
  try {
    assert.equal(readRouting(folder, '/w/a'), undefined)
    noteRouting(folder, '/w/a', 'one')
    noteRouting(folder, '/w/b', 'two')
    noteRouting(folder, '/w/a', 'three')
    assert.deepEqual([readRouting(folder, '/w/a'), readRouting(folder, '/w/b')], ['three', 'two'])
    assert.equal(readdirSync(join(folder, '.gpo/routings')).length, 2)
    rmSync(join(folder, '.gpo/routings'), { recursive: true })
    symlinkSync(tmpdir(), join(folder, '.gpo/routings'))
    assert.equal(readRouting(folder, '/w/a'), undefined)
    assert.throws(() => noteRouting(folder, '/w/a', 'four'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
