import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { plantSkills } from './plantedSkills.ts'
import { story } from './story.ts'
import type { EditorWindow } from './window/window.ts'

// What is done with skills beside their descriptions: near misses are drafted, an agent of the user's answers the cases
// of a body, and the descriptions of custom agents are optimized.

const settings = { 'gpo.taskModel': 'demo', 'gpo.optimizerModel': 'demo', 'gpo.steps': 2, 'gpo.seed': 1 }
const { step, bytes, until, path, configure } = story('skillsMore', settings, async folder => {
  await plantSkills(folder)
  await plantRunner(folder)
  await plantAgents(folder)
})

const skill = '.claude/skills/delivery/SKILL.md'
const queries = '.claude/skills/delivery/evals/eval_queries.json'
const planner = '.github/agents/planner.agent.md'

/** Opens a file alone; the explorer would take the first of several files that are called alike. */
async function open(window: EditorWindow, file: string): Promise<void> {
  await window.palette.command('View: Close All Editors')
  await window.palette.command('Collapse Folders in Explorer')
  await window.explorer.open(file)
}

step('near misses are reviewed one by one, and what is accepted joins the queries in their form', async window => {
  const before = await bytes(queries)
  await open(window, skill)
  await window.palette.command('GPO: Draft Near Misses of a Skill')
  await window.palette.choose('12 near misses')
  await window.editor.lens('Accept Several…').waitFor({ timeout: 60_000 })
  await window.screenshot('69-drafts')
  await window.editor.lens(/Reject$/).click()
  await window.editor.lens('8 drafts').waitFor()
  await window.editor.lens(/Accept$/).click()
  await until(async () => (await bytes(queries)) !== before, 'the accepted query is in the file')
  await window.editor.lens('7 drafts').waitFor()
  const rows: unknown = JSON.parse(await bytes(queries))
  assert.ok(Array.isArray(rows) && rows.length === 29)
  assert.deepEqual([rows[28].should_trigger, typeof rows[28].query], [false, 'string'])
  assert.ok((await bytes(queries)).startsWith(before.slice(0, before.lastIndexOf('}'))), 'all else is as it was')
})

step('a runner answers the cases of a body, once its command was shown and allowed', async window => {
  const runs = 'keeper/runs.txt'
  await configure({ 'gpo.runner': JSON.stringify(['node', path('keeper/agent.mjs')]) })
  await open(window, 'keeper/SKILL.md')
  await window.editor.lens('Evaluate').click()
  const asked = window.page.locator('.monaco-dialog-box', {
    hasText: 'Run this command to answer the cases of skills?',
  })
  await asked.waitFor()
  assert.match(await asked.innerText(), /node .*agent\.mjs[\s\S]*in a fresh folder for each case/)
  await window.screenshot('71-runner')
  await asked.getByText('Cancel').click()
  assert.equal(await bytes(runs), '', 'nothing has run')
  await window.editor.lens('Evaluate').click()
  await asked.getByText('Run', { exact: true }).click()
  await window.notifications.toast(/SKILL\.md scores 50\.0 % of 2 cases/).waitFor({ timeout: 60_000 })
  await window.screenshot('72-ran')
})

step('the description of a custom agent is optimized among its like, and accepted where it stands', async window => {
  const before = await bytes(planner)
  await window.notifications.clear()
  await open(window, planner)
  await window.screenshot('73-agent')
  await window.editor.lens('Optimize Prompt').click()
  await window.palette.asked('Run')
  await window.screenshot('74-agent-sheet')
  await window.palette.choose('Run')
  await window.editor.lens(/^Accept( all)?$/).waitFor({ timeout: 180_000 })
  await window.screenshot('75-agent-review')
  await window.editor.lens(/^Accept( all)?$/).click()
  await until(async () => (await bytes(planner)) !== before, 'it is written')
  const written = await bytes(planner)
  assert.match(written, /^description: .*Use for /m)
  assert.equal(
    written.replace(/^description: .*$/m, ''),
    before.replace(/^description: .*$/m, ''),
    'all else is as it was',
  )
})

/** A skill in a folder of its own with two cases of what an agent does, and an agent that can do one of them and notes its starts. */
async function plantRunner(folder: string): Promise<void> {
  const place = join(folder, 'keeper')
  await mkdir(place)
  await writeFile(join(place, 'runs.txt'), '')
  await writeFile(
    join(place, 'SKILL.md'),
    '---\nname: keeper\ndescription: Keeps sums.\n---\nWrite the sum into sum.txt.\n',
  )
  await writeFile(
    join(place, 'SKILL.eval.yaml'),
    'grader: { name: file-contains, file: sum.txt, value: "{{sum}}" }\ncases:\n  - { input: 1 and 2, sum: 3 }\n  - { input: 5 and 5, sum: 10 }\n',
  )
  await writeFile(
    join(place, 'agent.mjs'),
    `import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
const { input } = JSON.parse(readFileSync(0, 'utf8'))
appendFileSync(${JSON.stringify(join(place, 'runs.txt'))}, input + '\\n')
writeFileSync('sum.txt', '3')
console.log(JSON.stringify({ output: 'Done.' }))
`,
  )
}

/** Two custom agents, one described too thinly for the twelve requests that it should be handed. */
async function plantAgents(folder: string): Promise<void> {
  const agents = join(folder, '.github/agents')
  const triggers = join(folder, 'evals/triggers')
  for (const place of [agents, triggers]) await mkdir(place, { recursive: true })
  const points = [
    'Divide a large change into small ones',
    'Say in which order parts are built',
    'Estimate how long the work takes',
  ]
  await writeFile(
    join(agents, 'planner.agent.md'),
    `---\ndescription: Thinks ahead.\ntools: ['search']\n---\n# Planner\n\n${points.map(point => `- ${point}`).join('\n')}\n`,
  )
  await writeFile(
    join(agents, 'reviewer.agent.md'),
    '---\ndescription: Reads a change and says what is wrong with it.\n---\nRead it twice.\n',
  )
  const wanted = [
    'divide this large change into small ones',
    'in which order should the parts be built',
    'how long will the work take',
    'estimate the work on the parser',
    'what is built first, the parser or the page',
    'small steps for this large change please',
  ]
  const unwanted = ['read my change', 'what is wrong with it', 'translate the page', 'tell me a joke']
  const rows = [
    ...wanted.map(query => ({ query, should_trigger: true })),
    ...unwanted.map(query => ({ query, should_trigger: false })),
  ]
  await writeFile(join(triggers, 'planner.json'), JSON.stringify(rows, null, 1))
}
