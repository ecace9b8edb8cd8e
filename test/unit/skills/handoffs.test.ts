import assert from 'node:assert/strict'
import test from 'node:test'
import { readCatalogue } from '../../../src/skills/catalogue/catalogue.ts'
import { gatherQueries } from '../../../src/skills/queries/gather.ts'
import { handoffQueries } from '../../../src/skills/queries/handoffs.ts'
import { filesOf } from '../evals/files.ts'

const planner = `---
name: Planner
description: Makes plans.
handoffs:
  - label: Start Implementation
    agent: builder
    prompt: Now implement the plan outlined above.
    send: false
  # a remark
  - label: Have it reviewed
    agent: Reviewer
  - label: Go on by yourself
    agent: agent
    prompt: Go on.
  - agent: nobody
    prompt: Ask nobody.
  - label: Whom?
  - agent: builder
tools: ['search']
---
Plan.
`
const agent = (name: string, description: string): string =>
  `---\nname: ${name}\ndescription: ${description}\n---\nDo it.\n`

async function gathered(files: Readonly<Record<string, string>>) {
  const disk = filesOf(files)
  const { skills } = await readCatalogue('/w', { files: disk, ofAgents: true })
  return gatherQueries(skills, { files: disk, root: '/w' })
}

test('what an agent says when it hands over should go to the agent that it names', async () => {
  const { queries, problems } = await gathered({
    '/w/.github/agents/planner.agent.md': planner,
    '/w/.github/agents/builder.agent.md': agent('Implementer', 'Writes code.'),
    '/w/.github/agents/review.agent.md': agent('Reviewer', 'Reads code.'),
  })
  assert.deepEqual(
    queries.map(({ text, expected, owner, line }) => [text, expected, owner, line]),
    [
      ['Now implement the plan outlined above.', ['Implementer'], 'Implementer', 5],
      ['Have it reviewed', ['Reviewer'], 'Reviewer', 10],
    ],
  )
  assert.deepEqual(
    problems.map(({ place, ...problem }) => [place?.line, 'detail' in problem ? problem.detail : '']),
    [
      [17, 'the handoff names no agent'],
      [18, 'the handoff says nothing'],
      [15, 'it is about nobody, which is not listed'],
    ],
  )
})

test('two agents that hand the same words to different agents contradict each other', async () => {
  const handing = (name: string, to: string): string =>
    `---\nname: ${name}\ndescription: Works.\nhandoffs: [{agent: ${to}, prompt: Go on with it}]\n---\nDo it.\n`
  const { queries, problems } = await gathered({
    '/w/.github/agents/a.agent.md': handing('a', 'b'),
    '/w/.github/agents/b.agent.md': handing('b', 'a'),
  })
  assert.deepEqual([queries.length, problems.map(({ place }) => place?.path)], [0, ['/w/.github/agents/b.agent.md']])
})

for (const handoffs of ['', 'handoffs:', 'handoffs: none', 'handoffs: {agent: b}', 'handoffs: [1, null, [x]]'])
  test(`nothing is asked for ${handoffs || 'no handoffs'}`, () =>
    assert.deepEqual(handoffQueries('/w/a.agent.md', `---\nname: a\n${handoffs}\n---\nDo it.\n`).queries, []))
