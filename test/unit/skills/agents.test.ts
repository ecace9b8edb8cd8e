import assert from 'node:assert/strict'
import test from 'node:test'
import { readPrompt } from '../../../src/prompts/readPromptFile.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'
import { catalogueRoot } from '../../../src/skills/catalogue/skillFolders.ts'
import { brief } from '../../../src/skills/optimizing/brief.ts'
import { prepareRouting } from '../../../src/skills/optimizing/prepareRouting.ts'
import { filesOf } from '../evals/files.ts'

const agent = (description: string): string =>
  `---\nname: ''\ndescription: >-\n  ${description}\n  and more.\ntools: ['search']\n---\nDo it.\n`
const rows = ['plan the work', 'make a plan'].map(query => ({ query, should_trigger: true }))
const files = filesOf({
  '/w/.github/agents/planner.agent.md': agent('Makes plans'),
  '/w/.github/agents/builder.agent.md': agent('Builds what was planned'),
  '/w/.github/skills/deploy/SKILL.md': agent('Deploys'),
  '/w/evals/triggers/planner.json': JSON.stringify([...rows, { query: 'build it', should_trigger: false }]),
})

async function planner() {
  const prompt = await readPrompt('/w/.github/agents/planner.agent.md', files)
  assert.ok(prompt.ok)
  return prompt.value
}

test("a custom agent's description is scored among the other custom agents, by the queries about it", async () => {
  const prepared = await prepareRouting(await planner(), { files, seed: 1 })
  assert.ok(prepared?.ok)
  const { skill, skills, evalSet } = prepared.value
  assert.deepEqual([skill, skills.map(({ name }) => name)], ['planner', ['builder', 'planner']])
  assert.deepEqual(
    new Map(evalSet.cases.map(({ vars, expected }) => [vars.query, expected])),
    new Map([
      ['plan the work', ['planner']],
      ['make a plan', ['planner']],
      ['build it', ['not planner']],
    ]),
  )
  const [builder, own] = skills
  assert.ok(builder && own)
  assert.match(brief(own, '', [builder]), /description of the custom agent "planner"[\s\S]*The custom agents beside it/)
})

test('it is written in place, folded as it was', async () => {
  const written = replaceTarget(await planner(), 'description', 'Plans what is to be done.')
  assert.ok(written.ok)
  assert.match(written.value, /^description: >-\n {2}Plans what is to be done\.\ntools: \['search'\]$/m)
})

for (const [path, root] of [
  ['/w/.github/agents/a.agent.md', '/w'],
  ['/w/.claude/agents/a.md', '/w'],
  ['/w/team/a.agent.md', '/w/team'],
  ['/w/.claude/skills/a/SKILL.md', '/w'],
  ['/w/skills/a/SKILL.md', '/w/skills'],
] as const)
  test(`${path} is one of the catalogue of ${root}`, () => assert.equal(catalogueRoot(path), root))
