import { chromium, type Page } from 'playwright-core'
import { findBrowser } from '../scripts/editor/browser.ts'
import { browserArguments } from '../scripts/webviewPreview/complaints.ts'
import { startPreview } from '../scripts/webviewPreview/server.ts'

// How smooth the trajectory page is: the time from one frame to the next while the user works on it, without a graphics
// card. A screen of 60 Hz draws a frame every 16.7 ms. The numbers say little on a machine that is busy with something else.
const frames = 240
const views = {
  undecided: '5 steps, 50 candidates',
  large: '250 steps, 5,000 candidates',
  many: '40 steps, 2,560 candidates, 2,000 cases',
} as const

const actions: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'pointer over the chart': async page => {
    const box = await page.locator('.u-over').first().boundingBox()
    if (box === null) throw new Error('The chart is not on the page.')
    for (let frame = 0; frame < frames; frame++) {
      const along = (frame / frames) * 2
      const x = box.x + box.width * (along < 1 ? along : 2 - along)
      await page.mouse.move(x, box.y + box.height / 2)
    }
  },
  'keyboard from step to step': async page => {
    await page.locator('[role=slider]').focus()
    for (let frame = 0; frame < frames; frame++) await page.keyboard.press(frame % 8 < 4 ? 'ArrowLeft' : 'ArrowRight')
  },
  'keyboard, cases shown': async page => {
    await page.locator('#tab-cases').click()
    await page.locator('[role=slider]').focus()
    for (let frame = 0; frame < frames / 4; frame++)
      await page.keyboard.press(frame % 8 < 4 ? 'ArrowLeft' : 'ArrowRight')
  },
  'steps arriving, cases shown': async page => {
    await page.evaluate(`(async () => {
      const live = { ...view, runId: 'live', state: 'running', steps: [] }
      delete live.report
      window.postMessage({ type: 'view', view: live }, '*')
      for (const step of view.steps) {
        window.postMessage({ type: 'step', runId: 'live', step }, '*')
        await new Promise(requestAnimationFrame)
      }
    })()`)
  },
}

const preview = await startPreview()
const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...browserArguments] })
const rows: (readonly string[])[] = [['view', 'action', 'frames', 'p50 ms', 'p95 ms', 'longest ms']]
try {
  for (const [view, title] of Object.entries(views)) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
    const started = performance.now()
    await page.goto(`${preview.url}/?view=${view}&theme=dark`)
    await page.locator('#panel-candidates .toggle').first().waitFor()
    rows.push([title, 'opening', '1', ...Array(3).fill((performance.now() - started).toFixed(0))])
    for (const [name, act] of Object.entries(actions)) {
      const times = await measure(page, () => act(page))
      rows.push([title, name, String(times.length), quantile(times, 0.5), quantile(times, 0.95), quantile(times, 1)])
    }
    await page.close()
  }
} finally {
  await browser.close()
  preview.close()
}
const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))

/** Times between the frames that the page draws while `act` works, in milliseconds. */
async function measure(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(`
    globalThis.frameTimes = []
    globalThis.watching = true
    {
      let last = performance.now()
      const next = now => {
        frameTimes.push(now - last)
        last = now
        if (watching) requestAnimationFrame(next)
      }
      requestAnimationFrame(next)
    }`)
  await act()
  const times: unknown = await page.evaluate('watching = false, frameTimes.slice(1)')
  if (!Array.isArray(times)) throw new Error('The page told no times.')
  return times.map(Number).sort((a, b) => a - b)
}

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1)
}
