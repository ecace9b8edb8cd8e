import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import { projectFolder } from './places.ts'
import { story } from './story.ts'
import type { EditorWindow } from './window/window.ts'

// How a person who has only a prompt comes to a verdict, and what one who has an old eval set learns about it. Nobody
// may need more presses than are counted here.

const bare = 'desk/ticket.prompt.md'
const old = 'desk/reply.prompt.md'
const solved = 'desk/solved.csv'
let root = ''
let solvedRows = 0

const { step, until, inThemes } = story(
  'cases',
  { 'gpo.taskModel': 'demo', 'gpo.optimizerModel': 'demo', 'gpo.seed': 1 },
  plant,
)

async function plant(folder: string): Promise<void> {
  root = folder
  await mkdir(join(folder, 'desk'))
  await writeFile(
    join(folder, bare),
    'Name the topic of the ticket.\n\nIt is one of: billing, delivery, account.\n\nTicket: {{ticket}}\n',
  )
  // Tickets that somebody has sorted by hand; those about something else are none of this desk's.
  const tickets = await readFile(join(projectFolder, 'examples/prompts/ticket-topic.eval.csv'), 'utf8')
  const ofDesk = tickets.split('\n').filter(line => /^ticket,|,(?:billing|delivery|account)$/.test(line))
  solvedRows = ofDesk.length - 1
  await writeFile(join(folder, solved), `${ofDesk.join('\n')}\n`)
  await writeFile(join(folder, old), 'Answer the customer.\n\n{{message}}\n')
  await writeFile(join(folder, 'desk/reply.eval.yaml'), oldSet)
  await writeFile(join(folder, 'desk/reply.marks.yaml'), marks)
}

const long = 'My parcel with the blue kettle should have come on Tuesday and nobody at your shop picks up the phone'
const oldSet = `grader:
  name: judge
  value: The answer says when the parcel comes and says sorry.
cases:
  - {id: late, message: "${long}.", split: train}
  - {id: late-again, message: "${long} today.", split: test}
  - {id: lamp, message: Where is my lamp?}
  - {id: lamp-twice, message: Where is my lamp?}
  - {id: desk, message: Can I return a desk?}
`
const marks = Array.from({ length: 12 }, (_, at) => {
  const isGood = at % 2 === 0
  const answer = isGood ? `Sorry, the parcel comes on day ${at + 1}.` : `We know nothing of order ${at + 1}.`
  // Two people saw it otherwise than the words of the answer let one think.
  const mark = isGood !== at >= 10 ? 'good' : 'bad'
  return `- {case: desk, vars: {message: "Question ${at + 1}"}, answer: "${answer}", mark: ${mark}}\n`
}).join('')

let presses = 0
let began = 0
let took = 0
let tested = 0
after(() => {
  const way = `${presses} presses, ${Math.round(took / 1000)} s`
  console.log(`from a prompt without cases to a verdict on ${tested} test cases: ${way}`)
})

async function choose(window: EditorWindow, label: string): Promise<void> {
  await window.palette.choose(label)
  presses++
}

step('a prompt without cases gets them from the optimizer model', async window => {
  began = Date.now()
  await window.explorer.show()
  await window.explorer.open(bare)
  presses++
  await window.palette.command('GPO: Add Cases')
  presses += 2
  await choose(window, 'Draft with the Optimizer Model')
  await window.palette.asked('48 cases')
  await window.screenshot('cases-1-how-many')
  await choose(window, '48 cases')
  await window.editor.lens('Accept Several…').waitFor({ timeout: 60_000 })
  await window.screenshot('cases-2-drafts')
})

step('drafts are decided on by keyboard, the answer of the prompt beside the expected one', async window => {
  const { keyboard } = window.page
  // A busy window may lose a key; to ask again costs no request.
  const isAnswered = async (): Promise<boolean> => {
    await keyboard.press('Shift+Alt+Enter')
    await window.page.waitForTimeout(3000)
    return (await besides(window)).length === 1
  }
  await until(isAnswered, 'the answer stands beside what is expected', 90)
  await keyboard.press('Control+k')
  await keyboard.press('Control+i')
  await window.page
    .locator('.monaco-hover:visible')
    .getByText(/The prompt (passes|fails) with/)
    .waitFor()
  await window.screenshot('cases-3-hover')
  await keyboard.press('Escape')
  await window.editor.lens('Answers of the Prompt to All').click()
  await until(async () => (await besides(window)).length > 3, 'all are answered')
  await window.screenshot('cases-3-beside')
  const waiting = (await text('desk/ticket.drafts.yaml')).split('- id: ').length - 1
  await keyboard.press('Alt+Enter')
  await keyboard.press('Alt+F6')
  await keyboard.press('Alt+Backspace')
  await window.page.getByText(`1 draft rejected, ${waiting - 2} drafts left`).waitFor()
  await keyboard.press('End')
  await keyboard.type(' # seen')
  await window.editor.save()
  presses += 5
  await until(async () => (await text('desk/ticket.drafts.yaml')).includes(' # seen'), 'what is typed is kept')
  const accepted = await text('desk/ticket.eval.yaml')
  assert.ok(accepted.split('expected: ').length === 2 && !accepted.includes('draft:'))
})

step('the drafts are read as a list, and what is picked there is accepted at once', async window => {
  await window.editor.lens('Accept Several…').click()
  presses++
  await window.page.locator('.quick-input-widget .monaco-list-row').first().waitFor()
  await window.screenshot('cases-4-list')
  await window.page.locator('.quick-input-widget').getByText('OK', { exact: true }).click()
  presses++
  await window.page.getByText(/drafts accepted into desk\/ticket\.eval\.yaml, 0 drafts left/).waitFor()
  assert.ok((await text('desk/ticket.eval.yaml')).includes('expected'), 'the cases stand in an eval set')
})

// The demo model knows twenty tickets, however many are asked for: too few for some to be kept for the test.
step('a copied table of solved tickets joins what was drafted', async window => {
  const { page } = window
  const drafted = casesIn(await text('desk/ticket.eval.yaml'))
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await window.explorer.show()
  await window.explorer.open(solved)
  await page.locator('.editor-instance .view-line').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await window.explorer.show()
  await window.explorer.open(bare)
  await window.palette.command('GPO: Add Cases')
  presses += 7
  await choose(window, 'From the Clipboard')
  await window.palette.asked(`Add ${solvedRows} cases`)
  await window.screenshot('cases-5-table')
  await choose(window, `Add ${solvedRows} cases`)
  const all = drafted + solvedRows
  await until(async () => casesIn(await text('desk/ticket.eval.yaml')) === all, 'they stand in the same eval set')
})

step('the prompt is optimized on them, and the verdict says what the test cases show', async window => {
  await window.explorer.show()
  await window.explorer.openMenu(bare, 'Optimize Prompt')
  await window.explorer.chooseFromMenu('Optimize Prompt')
  presses += 2
  await choose(window, 'Run')
  const verdict = window.notifications.toast(/ticket\.prompt\.md: (Better|Probably|Not|No better|Worse|Your prompt)/)
  // Where the first answers are all right, or all wrong, one is asked whether to go on.
  const goOn = window.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Go On' }).first()
  await verdict.or(goOn).first().waitFor({ timeout: 180_000 })
  if (await goOn.isVisible()) await choose(window, 'Go On')
  await verdict.waitFor({ timeout: 180_000 })
  took = Date.now() - began
  await window.screenshot('cases-6-verdict')
  const said = (await verdict.innerText()).replaceAll('\u00a0', ' ')
  tested = Number(/ on (\d+) test cases that the search never saw/.exec(said)?.[1] ?? 0)
  assert.ok(tested >= 20, `the verdict rests on test cases: ${said}`)
  await window.notifications.clear()
  await window.palette.command('View: Close All Editors')
})

step('the health of an old eval set shows on a page, kind by kind', async window => {
  await window.explorer.open('desk/reply.eval.yaml')
  await window.editor.lens('Health').click()
  const page = window.webview()
  await page.getByRole('heading', { name: 'Leaks into the test' }).waitFor({ timeout: 60_000 })
  await page.getByRole('heading', { name: 'Doubles' }).waitFor()
  await page.getByText('Graded by a judge nobody has checked').waitFor()
  await inThemes('cases-7-health')
})

step('a finding is mended from the page, and is gone from it', async window => {
  const page = window.webview()
  const doubles = page.locator('section', { has: page.getByRole('heading', { name: 'Doubles' }) })
  await doubles.getByText('Drop this case').click()
  await until(async () => !(await text('desk/reply.eval.yaml')).includes('lamp-twice'), 'the case is dropped')
  await doubles.waitFor({ state: 'hidden' })
  assert.ok((await text('desk/reply.eval.yaml')).includes('id: lamp,'))
})

step('the judge is compared with people, and differs from them where they are named', async window => {
  const page = window.webview()
  await page.getByText('Compare with people').click()
  await page.getByText(/It agrees with [\d.]+ %/).waitFor({ timeout: 60_000 })
  await page.getByRole('heading', { name: 'Where they differ' }).waitFor()
  await page.getByText('Graded by a judge nobody has checked').waitFor({ state: 'hidden' })
  await window.screenshot('cases-8-judge')
})

step('marks are tests, which are run by a profile of their own', async window => {
  await window.explorer.show()
  await window.explorer.open(old)
  await window.tests.show()
  await window.tests.unfold('reply.prompt.md')
  await window.tests.row('Judge: ').waitFor()
  await window.tests.run('Judge: ')
  await until(async () => /\((Failed|Passed)\)/.test(await window.tests.said('Judge: ')), 'the mark has a result', 60)
  await window.tests.showResults()
  await window.screenshot('cases-9-tests')
})

step('the rubric is optimized, and the better one waits where it stands', async window => {
  await window.explorer.show()
  await window.explorer.open(old)
  await window.palette.command("GPO: Optimize the Judge's Rubric")
  await window.palette.asked('Run')
  await window.screenshot('cases-10-sheet')
  await window.palette.choose('Run')
  await window.notifications
    .toast(/reply\.eval\.yaml: (Better|Probably|Not |No better|Worse|Your prompt)/)
    .waitFor({ timeout: 180_000 })
  await window.screenshot('cases-11-rubric')
})

/** What the editor writes beside the lines that are in sight. It is no text of the document, so only its style has it. */
async function besides({ page }: EditorWindow): Promise<readonly unknown[]> {
  const found: unknown = await page.evaluate(`[...document.querySelectorAll('.view-line span')]
    .map(one => getComputedStyle(one, '::after').content)
    .filter(content => /^"the prompt (passes|fails) with: /.test(content.replaceAll('\\u00a0', ' ')))`)
  return Array.isArray(found) ? found : []
}

const casesIn = (evalSet: string): number => evalSet.split('expected: ').length - 1

const text = (path: string): Promise<string> => readFile(join(root, path), 'utf8').catch(() => '')
