import type { QueryView, RoutingView, SkillView } from '../../src/protocol/routingPage.ts'
import { changeSentence, standingOf, standingSentence } from '../../src/skills/figures/queryStanding.ts'
import { chance } from './madeUp.ts'

/** Routings to look at. Every number comes from a formula, so they never change. */
export function makeRoutings(): Readonly<Record<string, RoutingView>> {
  const first = routing(names.slice(0, 8), 40)
  return {
    'routing-first': routing([], 0, { state: 'running', progress: { done: 12, of: 72 } }),
    routing: first,
    'routing-changed': { ...first, ...changed(first) },
    'routing-failed': {
      ...first,
      state: 'failed',
      failure: 'The endpoint https://api.example.com/v1 refuses the key. Set another one.',
      changed: ['release'],
      unreadable: 3,
      failed: 1,
    },
    'routing-waiting': { ...first, waiting },
    'routing-large': routing(
      Array.from({ length: 100 }, (_, index) => `${names[index % names.length]}-${index}`),
      300,
    ),
    'routing-hostile': hostile(first),
  }
}

const names = ['pdf-tools', 'release', 'code-review', 'deploy', 'incident', 'lint-fix', 'spreadsheet', 'weekly-report']

function routing(skills: readonly string[], size: number, part: Partial<RoutingView> = {}): RoutingView {
  const queries = Array.from({ length: size }, (_, index) => query(index, skills))
  const rights = queries.map(one => standingOf(one).right)
  const right = rights.reduce((sum, one) => sum + one, 0) / Math.max(1, size)
  return {
    root: '/shop',
    name: 'shop',
    ...(size > 0 && { at: '2026-05-04T10:00:00.000Z' }),
    model: 'openai:gpt-4.1-mini',
    simulated: false,
    profile: 'codex',
    runs: 3,
    state: 'done',
    right: size === 0 ? null : { value: right, interval: [Math.max(0, right - 0.1), Math.min(1, right + 0.1)] },
    unreadable: 0,
    failed: 0,
    changed: [],
    skills: skills.map((name, index) => skill(name, index, queries)),
    queries,
    waiting: { changes: [], together: [] },
    ...part,
  }
}

function skill(name: string, index: number, queries: readonly QueryView[]): SkillView {
  const own = queries.filter(({ owner }) => owner === name)
  const standings = own.map(standingOf)
  const thieves = standings.filter(({ is }) => is === 'stolen' || is === 'missed').map(({ by }) => by)
  const victims = queries.filter(
    one => one.owner !== name && standingOf(one).by === name && standingOf(one).is !== 'right',
  )
  const counted = (all: readonly string[]) =>
    [...new Set(all)].map(one => ({ name: one, count: all.filter(other => other === one).length }))
  return {
    name,
    description: `Prepare everything that ${name} needs. Use when the user asks for ${name}, names its files, or describes what it is for without naming it.`,
    ...(index === 2 && { shown: 60 }),
    fires: standings.filter(({ is }) => is === 'right').length,
    of: own.length,
    stolenBy: counted(thieves),
    takesFrom: counted(victims.map(({ owner }) => owner)),
  }
}

function query(index: number, skills: readonly string[]): QueryView {
  const owner = index % 9 === 8 ? 'none' : (skills[index % Math.min(5, skills.length)] ?? 'none')
  const thief = chance(index, 3) > 0.5 ? (skills[(index * 3 + 1) % skills.length] ?? 'none') : 'none'
  const answers = Array.from({ length: 3 }, (_, run) => (chance(index, run) > 0.35 ? owner : thief))
  const standing = standingOf({ expected: [owner], not: [], answers })
  return {
    owner,
    query: `${['please tag what we have', 'what changed since friday, and who should hear of it', 'look at this before I merge it'][index % 3]} (${index})`,
    file: `.claude/skills/${owner}/evals/eval_queries.json`,
    line: index + 2,
    expected: [owner],
    not: [],
    answers,
    standing: standing.is,
    said: standingSentence(standing),
    trouble: [],
  }
}

function changed(view: RoutingView): Partial<RoutingView> {
  const before = view.right && { ...view.right, value: view.right.value - 0.12 }
  return {
    beforeAt: '2026-05-04T09:00:00.000Z',
    rightBefore: before,
    skills: view.skills.map((skill, index) =>
      index === 1 ? { ...skill, earlier: 'Prepare releases. Use when a release is made.' } : skill,
    ),
    turned: { better: 21, worse: 1 },
    queries: view.queries.map((query, index) => {
      const answers = query.answers.map((answer, run) => (chance(index, run + 9) > 0.7 ? 'deploy' : answer))
      const was = standingOf({ ...query, answers })
      const change = changeSentence(was, standingOf(query))
      return { ...query, before: { answers, standing: was.is, said: standingSentence(was), change } }
    }),
  }
}

const attack = '<script>document.title = "owned"</script>\u202e"><img src=x onerror=alert(1)>'

const waiting: RoutingView['waiting'] = {
  changes: [
    {
      run: '20260504-100000-aaaa',
      skill: 'release',
      before: 'Prepare releases.',
      after:
        'Prepare releases. Use for tags, version numbers and the notes of a version. Not for bringing one to a server.',
      adds: '+8.3 points (95 % interval +1.4 to +16.7 points)',
    },
    {
      run: '20260504-101500-bbbb',
      skill: 'deploy',
      before: 'Bring a version to production, or anything else that has to do with releases.',
      after: 'Bring a version to production or to a test server.',
      adds: '−2.8 points (95 % interval −8.3 to 0.0 points); worse for incident 1',
    },
  ],
  together: [
    'release takes 2 queries from deploy',
    'elsewhere than before: 9 queries; right skill +5.6 points (95 % interval −1.4 to +12.5 points)',
    'over 36 queries that no search used',
  ],
}

const hostile = (view: RoutingView): RoutingView => ({
  ...view,
  name: attack,
  changed: [attack],
  waiting: {
    changes: waiting.changes.map(change => ({ ...change, skill: attack, after: attack.repeat(50), adds: attack })),
    together: [attack, 'w'.repeat(2000)],
  },
  skills: view.skills.map(skill => ({ ...skill, name: `${skill.name}${attack}`, description: attack.repeat(200) })),
  queries: view.queries.map(query => ({
    ...query,
    query: `${query.query} ${attack} ${'w'.repeat(2000)}`,
    expected: query.expected.map(name => `${name}${attack}`),
    answers: query.answers.map(name => `${name}${attack}`),
    said: `${query.said} ${attack}`,
    trouble: [attack],
  })),
})
