import assert from 'node:assert/strict'
import { plantSkills } from './plantedSkills.ts'
import { story } from './story.ts'

const settings = { 'gpo.taskModel': 'demo', 'gpo.steps': 2, 'gpo.seed': 1 }
const { step, inThemes, configure, until, bytes } = story('skills', settings, plantSkills)

const skill = '.claude/skills/delivery/SKILL.md'

step('above the description of a skill stands the question whether it is loaded', async window => {
  await window.explorer.open(skill)
  await window.editor.lens(/Which skill is loaded\? 28 queries, 8 of 1,024/).waitFor()
  await window.screenshot('60-lens')
})

step('a click routes the queries of all ten skills, and a page shows where they go', async window => {
  await window.editor.lens(/Which skill is loaded\?/).click()
  await window
    .webview()
    .getByText(/The right skill, or rightly none, for [\d.]+ %/)
    .first()
    .waitFor({ timeout: 60_000 })
  await window.webview().getByText('For delivery').waitFor()
  await inThemes('61-heat-map')
})

step('the lens says what becomes of the queries, and Problems that none loads the skill', async window => {
  await window.editor.lens(/fires 0 of 18, stolen \d+ times by changelog.*8 of 1,024/).waitFor()
  await window.palette.command('View: Focus Problems')
  await window.page
    .locator('.markers-panel .monaco-list-row', { hasText: 'loaded for none of its 18 queries' })
    .first()
    .waitFor()
  await window.screenshot('62-problems')
})

step('a query that was stolen opens with its answers and both descriptions', async window => {
  const page = window.webview()
  await page
    .locator('tr', { has: page.locator('.standing.stolen') })
    .first()
    .locator('.toggle')
    .click()
  await page.locator('.detail:visible').getByText('delivery, which is right').waitFor()
  assert.ok((await page.locator('.detail:visible [aria-label^="Description of"]').count()) >= 2)
  await inThemes('63-query')
})

step('from there the description is optimized against the whole catalogue', async window => {
  await window.webview().getByText('Optimize delivery', { exact: true }).first().click()
  await window.palette.asked('Run')
  await window.screenshot('64-sheet')
  await window.palette.choose('Run')
  await window.notifications.toast('SKILL.md: Better than your prompt').waitFor({ timeout: 120_000 })
  await window.screenshot('64-optimized')
})

step('the accepted description stands in the file, and the lens says that it was not routed yet', async window => {
  await window.notifications.toast('SKILL.md: Better than').getByText('Accept', { exact: true }).click()
  await until(async () => /registry/.test((await bytes(skill)).split('---')[1] ?? ''), 'the description is written')
  await window.explorer.open(skill)
  await window.editor.lens(/before the description changed/).waitFor()
})

step('routed again, the page shows what the description has changed', async window => {
  await window.palette.command('GPO: Route Queries to Skills')
  const page = window.webview()
  await page
    .getByText(/queries better/)
    .first()
    .waitFor({ timeout: 60_000 })
  await window.editor.lens(/fires (9|1\d) of 18/).waitFor()
  await inThemes('65-before-and-after')
})

step('what an agent would cut of a description is grey', async window => {
  await configure({ 'gpo.routeProfile': 'codex', 'gpo.routeLimits': { codex: { total: 1100 } } })
  await window.editor.lens(/codex shows \d+ of \d+ characters/).waitFor()
  await window.palette.command('View: Focus Problems')
  await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'codex shows' }).first().waitFor()
  await window.screenshot('66-cut')
  await configure({})
})

step('a query is a test, and its failure says who takes it', async window => {
  await window.tests.show()
  await window.tests.unfold('invoice/SKILL.md')
  await window.tests.row('add the tax and our bank account').waitFor()
  await window.tests.run('invoice/SKILL.md')
  await until(async () => /\(Failed\)/.test(await window.tests.said('invoice/SKILL.md')), 'the run ends', 60)
  await window.tests.showResults()
  await window.tests.result(/stolen by/).waitFor()
  await inThemes('67-tests')
})
