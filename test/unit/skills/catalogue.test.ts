import assert from 'node:assert/strict'
import test from 'node:test'
import { readCatalogue, readSkill } from '../../../src/skills/catalogue/catalogue.ts'
import { gatherQueries } from '../../../src/skills/queries/gather.ts'
import { filesOf } from '../evals/files.ts'

const skill = (header: string): string => `---\n${header}\n---\n\n# Body\n`

test('the skills of every agent folder are listed, each name once, with the reason for each left out', async () => {
  const files = filesOf({
    '/w/.claude/skills/deploy/SKILL.md': skill('name: deploy\ndescription: Puts a build on a server.'),
    '/w/.claude/skills/quiet/SKILL.md': skill('name: quiet\ndescription: By hand.\ndisable-model-invocation: true'),
    '/w/.claude/skills/none/SKILL.md': skill('name: none\ndescription: Of a name that says nothing.'),
    '/w/.agents/skills/deploy/SKILL.md': skill('name: deploy\ndescription: Another.'),
    '/w/.github/skills/group/inner/SKILL.md': skill('description: Goes by its folder.'),
    '/w/.opencode/skills/empty/SKILL.md': skill('name: empty'),
    '/w/.gemini/skills/long/SKILL.md': skill(`name: long\ndescription: ${'long '.repeat(4000)}`),
    '/w/skills/elsewhere/SKILL.md': skill('name: elsewhere\ndescription: In no folder of an agent.'),
  })
  const { skills, leftOut } = await readCatalogue('/w', { files })
  assert.deepEqual(
    skills.map(({ name }) => name),
    ['deploy', 'inner'],
  )
  assert.deepEqual(
    leftOut.map(({ name, why }) => `${name} ${why}`),
    ['none reserved', 'quiet disabled', 'deploy shadowed', 'long too-long', 'empty no-description'],
  )
  assert.equal(leftOut.find(({ why }) => why === 'shadowed')?.by, '/w/.claude/skills/deploy/SKILL.md')
})

test("the user's own skills come after those of the folder, where they are asked for", async () => {
  const files = filesOf({
    '/w/.claude/skills/a/SKILL.md': skill('name: a\ndescription: Of the folder.'),
    '/home/.claude/skills/a/SKILL.md': skill('name: a\ndescription: Of the user.'),
    '/home/.codex/skills/b/SKILL.md': skill('name: b\ndescription: Of the user.'),
  })
  const without = await readCatalogue('/w', { files })
  const { skills } = await readCatalogue('/w', { files, home: '/home' })
  assert.deepEqual(
    [without.skills.length, skills.map(({ description }) => description)],
    [1, ['Of the folder.', 'Of the user.']],
  )
})

for (const [where, found] of [
  ['in no folder of an agent', '/home/shared/a/SKILL.md'],
  ['in the folder of an agent', '/home/.claude/skills/a/SKILL.md'],
] as const)
  test(`the user's own skills are personal below the project too, whose own lie ${where}`, async () => {
    const files = filesOf({
      [found]: skill('name: a\ndescription: Of the project.'),
      '/home/me/.codex/skills/b/SKILL.md': skill('name: b\ndescription: Of the user.'),
    })
    const { skills } = await readCatalogue('/home', { files, home: '/home/me' })
    assert.deepEqual(
      skills.map(({ name, isPersonal }) => [name, isPersonal]),
      [
        ['a', undefined],
        ['b', true],
      ],
    )
  })

test('where no agent folder holds a skill, every SKILL.md below is one', async () => {
  const files = filesOf({
    '/w/skills/a/SKILL.md': skill('name: a\ndescription: First.'),
    '/w/node_modules/x/SKILL.md': skill('name: x\ndescription: Not ours.'),
  })
  const { skills } = await readCatalogue('/w', { files })
  assert.deepEqual(
    skills.map(({ name }) => name),
    ['a'],
  )
})

const headers: readonly (readonly [told: string, header: string, description: string])[] = [
  ['plain', 'description: Reads PDFs.', 'Reads PDFs.'],
  ['with a colon that YAML forbids', 'description: Use when: the user asks.\nname: x', 'Use when: the user asks.'],
  [
    'a colon, over several lines',
    'description: Use when: asked,\n  or told to.\nname: x',
    'Use when: asked, or told to.',
  ],
  ['folded', 'description: >-\n  Reads PDFs\n  and writes them.', 'Reads PDFs and writes them.'],
  ['literal', 'description: |\n  One.\n  Two.', 'One.\nTwo.'],
  ['quoted', 'description: "Reads \\"PDFs\\"."', 'Reads "PDFs".'],
  ['quoted in a header that is no YAML', "when: a: b\ndescription: 'Reads PDFs.'", 'Reads PDFs.'],
  ['folded in a header that is no YAML', 'when: a: b\ndescription: >-\n  Reads\n  PDFs.', 'Reads PDFs.'],
]

for (const [told, header, description] of headers)
  for (const lineEnd of ['\n', '\r\n'])
    test(`a description is read as agents read it: ${told}, ${JSON.stringify(lineEnd)}`, () => {
      const read = readSkill('/w/x/SKILL.md', `\uFEFF${skill(header)}`.replaceAll('\n', lineEnd))
      const line = 2 + header.split('\n').findIndex(text => text.startsWith('description'))
      assert.ok('description' in read, JSON.stringify(read))
      assert.deepEqual([read.description, read.line], [description, line])
    })

test('custom agents are listed by the names of their files, and their queries lie under their names', async () => {
  const files = filesOf({
    '/w/.github/agents/planner.agent.md': skill('description: Makes a plan.\nhandoffs: []'),
    '/w/.github/agents/README.md': '# Agents',
    '/w/.claude/agents/reviewer.md': skill('name: critic\ndescription: Looks for faults.'),
    '/w/.claude/agents/bare.md': 'No header.',
    '/w/.claude/skills/a/SKILL.md': skill('name: a\ndescription: No agent.'),
    '/w/evals/triggers/planner.json': '[{"query": "how do we go about it?", "should_trigger": true}]',
  })
  const { skills, leftOut } = await readCatalogue('/w', { files, ofAgents: true })
  assert.deepEqual(
    skills.map(({ name, description }) => `${name}: ${description}`),
    ['planner: Makes a plan.', 'critic: Looks for faults.'],
  )
  assert.deepEqual(
    leftOut.map(({ name, why }) => `${name} ${why}`),
    ['bare no-description'],
  )
  const { queries } = await gatherQueries(skills, { files, root: '/w' })
  assert.deepEqual(
    queries.map(({ text, owner }) => [text, owner]),
    [['how do we go about it?', 'planner']],
  )
})

test('where no folder of agents holds one, every agent below is listed', async () => {
  const files = filesOf({
    '/w/team/tester.agent.md': skill('description: Writes tests.'),
    '/w/node_modules/x/x.agent.md': skill('description: Not ours.'),
  })
  const { skills } = await readCatalogue('/w', { files, ofAgents: true })
  assert.deepEqual(
    skills.map(({ name }) => name),
    ['tester'],
  )
})
