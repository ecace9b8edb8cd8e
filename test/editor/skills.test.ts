import assert from 'node:assert/strict'
import { plantSkills } from './plantedSkills.ts'
import { story } from './story.ts'

const settings = { 'gpo.taskModel': 'demo', 'gpo.steps': 2, 'gpo.seed': 1 }
const { step, inThemes } = story('skills', settings, plantSkills)

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
