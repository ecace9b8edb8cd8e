import assert from 'node:assert/strict'
import { after } from 'node:test'
import { plantSkills } from './plantedSkills.ts'
import { story } from './story.ts'

const settings = { 'gpo.taskModel': 'demo', 'gpo.steps': 2, 'gpo.seed': 1 }
const { step, inThemes, bytes, until } = story('skills', settings, plantSkills)

const skill = '.claude/skills/delivery/SKILL.md'

/** What a user pressed from the question to the accepted description. */
const presses: string[] = []
after(() => console.log(`${presses.length} presses: ${presses.join(', ')}`))

step('above the description of a skill stands the question whether it is loaded', async window => {
  await window.explorer.open(skill)
  await window.editor.lens(/Which skill is loaded\? 28 queries, 8 of 1,024/).waitFor()
  await window.editor.lens('No cases of it: create some').waitFor()
  await window.screenshot('60-lens')
})

step('a click routes the queries of all ten skills, and a page shows where they go', async window => {
  const page = window.webview()
  const told = page.getByText(/The right skill, or rightly none, for [\d.]+ %/).first()
  // A lens that is drawn anew may lose a click.
  for (let left = 3; left > 0 && !(await told.isVisible()); left--) {
    await window.editor.lens(/Which skill is loaded\?/).click()
    await told.waitFor({ timeout: 30_000 }).catch(() => {})
  }
  presses.push('the lens')
  await page.getByText(/Never loaded for a query of its own: .*delivery \(0 of 18\)/).waitFor()
  await page.getByText('For delivery').waitFor()
  await inThemes('61-heat-map')
})

step('the lens says what becomes of the queries, and Problems that none loads the skill', async window => {
  await window.editor
    .lens(/fires 0 of 18, stolen \d+ times, 7 by changelog, not loaded \d+ times, 8 of 1,024/)
    .waitFor()
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
  presses.push('a stolen query')
  await page.locator('.detail:visible').getByText('delivery, which is right').waitFor()
  assert.ok((await page.locator('.detail:visible [aria-label^="Description of"]').count()) >= 2)
  await inThemes('63-query')
})

step('its button optimizes the description, and what is accepted stands in the file', async window => {
  const before = await bytes(skill)
  await window.palette.command('View: Toggle Panel Visibility')
  await window.webview().locator('.detail:visible').getByText('Optimize delivery', { exact: true }).click()
  presses.push('Optimize delivery')
  await window.palette.asked('Run')
  await window.screenshot('64-sheet')
  await window.palette.choose('Run')
  presses.push('Run')
  const told = window.notifications.toast(/SKILL\.md: Better than your prompt/)
  await told.waitFor({ timeout: 180_000 })
  await told.getByText('Change changelog Too').waitFor()
  await window.editor.lens(/^Accept( all)?$/).waitFor()
  await inThemes('65-review')
  await window.editor.lens(/^Accept( all)?$/).click()
  presses.push('Accept')
  await until(async () => /^description: "Ship it\. Use for .*"$/m.test(await bytes(skill)), 'it is written')
  const written = await bytes(skill)
  assert.equal(written.replace(/^description: .*$/m, 'description: "Ship it."'), before, 'all else is as it was')
  assert.equal(presses.length, 5)
})

step('the thief is changed too, and what it found, unproven, is opened and reviewed beside the other', async window => {
  await window.notifications.clear()
  await window.editor.goToLine(1)
  await window.editor.undo()
  await window.editor.save()
  await window.editor.lens(/^Accept( all)?$/).waitFor()
  await window.palette.command('GPO: Change the Skill That Takes Its Queries')
  await window.palette.asked('Run')
  await window.page
    .getByText('Optimize the description of changelog/SKILL.md, beside the new one of delivery')
    .waitFor()
  await window.screenshot('661-beside')
  await window.palette.choose('Run')
  const told = window.notifications.toast(/changelog\/SKILL\.md: (Not|Probably)/)
  await told.getByText('Open It Anyway').click({ timeout: 180_000 })
  await window.editor.lens(/^Accept( all)?$/).waitFor()
  await window.palette.command('GPO: Measure New Descriptions Together')
  const page = window.webview()
  const review = page.locator('section', { has: page.getByText('New descriptions that wait', { exact: true }) })
  await review.getByText(/over \d+ queries that no search used/).waitFor({ timeout: 180_000 })
  assert.equal(await review.getByText(/^It adds \+?\d.* points .*beside the others/).count(), 2)
  await inThemes('662-together')
  await review.getByText('Accept all 2', { exact: true }).click()
  const files = [skill, '.claude/skills/changelog/SKILL.md']
  await until(
    async () => (await Promise.all(files.map(bytes))).every(text => /Use for /.test(text)),
    'both are written',
  )
  await review.waitFor({ state: 'hidden' })
})

step('routed again, the page shows what the new description did, and the lens that the skill fires', async window => {
  await window.notifications.clear()
  await window.palette.command('GPO: Route Queries to Skills')
  await window.editor.lens(/fires 1\d of 18/).waitFor({ timeout: 60_000 })
  await window.palette.command('GPO: Show Which Skill Is Loaded')
  const page = window.webview()
  await page.getByText(/With the descriptions before: 36\.6 %\. Now \+\d+\.\d points/).waitFor()
  await inThemes('66-now')
})
