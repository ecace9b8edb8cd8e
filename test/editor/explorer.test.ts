import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { after } from 'node:test'
import { startDemoServer } from '../../src/models/demo/serving/server.ts'
import { foundByContent, plantFound } from './plantedFound.ts'
import { story } from './story.ts'

const settings = { 'gpo.taskModel': 'demo', 'gpo.steps': 3, 'gpo.seed': 1 }
const { step, inThemes, configure, until, bytes, path } = story('explorer', settings, plantFound)

const prompt = 'count-objects.prompt.md'
const other = 'sort-words.prompt.md'

step('prompt files are tests, and their cases are read when one looks at them', async window => {
  await window.explorer.open(`prompts/${prompt}`)
  await window.tests.show()
  await window.tests.unfold(prompt)
  await window.tests.row('I have six stalks of celery').waitFor()
})

step('a run tells of each case, and a wrong answer fails its test', async window => {
  await window.tests.run(prompt)
  await until(async () => /\((Failed|Passed)\)/.test(await window.tests.said(prompt)), 'the run ends', 60)
  assert.match(await window.tests.said(prompt), /Failed/)
})

step('a failing case opens with what was expected beside what was answered', async window => {
  await window.tests.showResults()
  await window.tests.result(/answer: expected/).click()
  const { original, modified } = window.tests.difference
  await until(async () => /The answer is \d+/.test(await modified()), 'the answer is shown')
  assert.match(await original(), /^\d+$/m)
  await inThemes('20-tests')
})

step('one case runs alone, and its score is not taken for that of the prompt', async window => {
  const scores = await readFile(path('.gpo/scores.jsonl'), 'utf8')
  await window.tests.runAgain(/answer: expected/)
  await window.tests.summary(/^[01]\/1$/).waitFor({ timeout: 30_000 })
  assert.equal(await readFile(path('.gpo/scores.jsonl'), 'utf8'), scores)
})

step('only the cases that failed are run again, and theirs is not taken for the score of the prompt', async window => {
  const scores = await readFile(path('.gpo/scores.jsonl'), 'utf8')
  await window.palette.command('Test: Rerun Failed Tests')
  await window.tests.summary(/^0\/\d{2}$/).waitFor({ timeout: 60_000 })
  await window.screenshot('20-failed-again')
  assert.equal(await readFile(path('.gpo/scores.jsonl'), 'utf8'), scores)
})

step('a view lists the prompts with their scores', async window => {
  await window.prompts.show()
  await window.prompts
    .row(prompt)
    .filter({ hasText: /[\d.]+ % of 100/ })
    .waitFor()
  await window.prompts.row('no-eval-set.prompt.md').filter({ hasText: 'no eval set' }).waitFor()
})

for (const { file, says } of foundByContent)
  step(`${file} is a prompt by what it holds: in the list, in the menu and above its text`, async window => {
    await window.prompts.show()
    await window.prompts.row(file).filter({ hasText: says }).waitFor()
    await window.explorer.show()
    await window.explorer.openMenu(`asked/${file}`, 'Optimize Prompt')
    await window.page.keyboard.press('Escape')
    await window.explorer.open(`asked/${file}`)
    await window.editor.lens(/Optimize Prompt/).waitFor()
    await window.screenshot(`19-${file}`)
  })

step('a note beside them has no menu of ours, opened or not', async window => {
  await window.explorer.open('asked/notes.yml')
  await window.explorer.openMenu('asked/notes.yml', 'Copy Path')
  assert.equal(await window.page.locator('.monaco-menu .action-item', { hasText: 'Optimize Prompt' }).count(), 0)
  await window.page.keyboard.press('Escape')
  await window.prompts.show()
  assert.equal(await window.prompts.rows.filter({ hasText: 'notes.yml' }).count(), 0)
})

let slow: Awaited<ReturnType<typeof startDemoServer>> | undefined
after(() => slow?.close())

/** Settings under which a run is slow enough on any machine to be looked at, and to be killed: each answer takes its time. */
async function slowly(): Promise<Readonly<Record<string, unknown>>> {
  slow = await startDemoServer({ port: 0, seed: 0, latencyMs: 25, failRate: 0 })
  return {
    'gpo.endpoints': { slow: { baseUrl: slow.url } },
    'gpo.taskModel': 'slow:demo',
    'gpo.steps': 12,
    'gpo.evaluation': 'full',
    'gpo.concurrency': 8,
  }
}

step('a run that begins in the view shows in the status bar', async window => {
  await configure(await slowly())
  await window.explorer.show()
  await window.explorer.open(`prompts/${prompt}`)
  await window.prompts.show()
  await window.prompts.press(prompt, 'Optimize Prompt')
  await window.palette.choose('Run')
  await window.page.locator('.statusbar-item', { hasText: /GPO: (Step|Scoring|Starting)/ }).waitFor()
  await window.screenshot('21-running')
})

step('a reload of the window in the middle of a run offers to resume it', async window => {
  const steps = async () => {
    const [journal] = await readdir(path('.gpo/runs')).catch(() => [])
    if (journal === undefined) return []
    return (await readFile(path(`.gpo/runs/${journal}`), 'utf8'))
      .split('\n')
      .filter(line => /^.{0,30}"step"/.test(line))
  }
  await until(async () => (await steps()).length > 0, 'a step is made', 60)
  await window.page.reload({ waitUntil: 'commit' })
  // Before its extensions are there, the editor may still go back to the view that was open.
  await window.page.locator('.statusbar-item', { hasText: 'slow:demo' }).waitFor({ timeout: 60_000 })
  // In a browser the editor keeps every few seconds what is open: what was opened a moment before may be behind a file.
  await window.palette.command('View: Show Explorer')
  await window.explorer.open(`prompts/${prompt}`)
  await window.editor.lens(/Resume at step \d/).waitFor({ timeout: 60_000 })
  await window.prompts.show()
  await window.prompts.unfold(prompt)
  await window.prompts.row(/after \d+ steps?/).waitFor()
  await window.screenshot('22-stopped')
})

step('the resumed run ends, and its refined prompt waits', async window => {
  await window.prompts.press(/after \d+ steps?/, 'Resume Run')
  await window.notifications.toast(`${prompt}: Better than your prompt`).waitFor({ timeout: 200_000 })
  await configure({})
  await window.prompts
    .row(prompt)
    .filter({ hasText: /[\d.]+ % → [\d.]+ %/ })
    .waitFor()
  assert.equal((await readdir(path('.gpo/runs'))).filter(name => name.endsWith('.jsonl')).length, 1)
})

step('a second run can be compared with the first', async window => {
  await window.notifications.clear()
  const original = await bytes(`prompts/${prompt}`)
  await window.prompts.press(prompt, 'Reject Refined Prompt')
  await window.prompts.press(prompt, 'Optimize Prompt')
  await window.palette.choose('Run')
  await window.notifications
    .toast(/Better than|No better prompt|not proven|Not distinguishable|Worse than/)
    .waitFor({ timeout: 200_000 })
  assert.equal(await bytes(`prompts/${prompt}`), original)
  await window.notifications.clear()
  await until(
    async () => (await window.prompts.rows.filter({ hasText: / \d+ steps? · / }).count()) === 2,
    'both are listed',
  )
  await inThemes('23-view')
  await window.prompts.chooseFromMenu(/ \d+ steps? · /, 'Compare Runs')
  await window.webview().getByText('Compared with the run of').waitFor()
  await window.webview().getByText('The other run', { exact: true }).waitFor()
  await window.screenshot('24-compare')
})

step('a report is copied for a pull request', async window => {
  await window.prompts.press(/ \d+ steps? · /, 'Export Report')
  await window.palette.asked('Copy as Markdown')
  await window.screenshot('25-export')
  await window.palette.choose('Copy as Markdown')
  await window.page.locator('.statusbar-item', { hasText: 'The report is on the clipboard' }).waitFor()
})

step('the walkthrough shows the first five minutes', async window => {
  await window.palette.command('View: Close All Editors')
  await window.palette.command('Welcome: Open Walkthrough...')
  await window.palette.choose('Optimize your first prompt')
  await window.page.locator('.gettingStartedContainer', { hasText: 'Choose a model' }).waitFor()
  await inThemes('26-walkthrough')
})

step('another prompt is run without having been opened', async window => {
  await window.tests.show()
  await window.tests.run(other)
  await until(async () => /\((Failed|Passed)\)/.test(await window.tests.said(other)), 'the run ends', 60)
})

step('with a continuous run on, saving a prompt evaluates it again', async window => {
  await window.tests.keepRunning(prompt)
  await window.explorer.show()
  await window.explorer.open(`prompts/${prompt}`)
  await window.editor.type(4, 'Count them. ')
  await window.editor.save()
  await window.tests.show()
  await window.tests.summary(/^\d+\/100$/).waitFor({ timeout: 60_000 })
  await window.screenshot('27-continuous')
})

step('of several prompts that are selected only the one under the mouse is run, and that is said', async window => {
  await window.notifications.clear()
  await window.explorer.show()
  await window.explorer.select(`prompts/${prompt}`, `prompts/${other}`)
  await window.explorer.openMenu(`prompts/${other}`, 'Evaluate')
  await window.explorer.chooseFromMenu('Evaluate')
  await window.notifications.toast(`Only prompts/${other}`).waitFor()
})
