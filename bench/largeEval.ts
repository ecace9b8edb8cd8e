import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { cli, timed } from './measuring.ts'

/**
 * Time and memory of `gpo eval` on large CSV files with the demo model: `npm run bench:large`, after `npm run build`. Every
 * set is scored twice, in a folder of its own: first with nothing answered yet, then with all answers cached; and first
 * again in a heap that is held small, which tells what is needed from what is merely not collected yet.
 */
const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000,30000,100000' } } })

const hook = `--import ${join(import.meta.dirname, 'largeEval/memory.mjs')} --expose-gc`
const small = '--max-old-space-size=48 --max-semi-space-size=4'

console.log('| rows | run | seconds | peak RSS, MB | heap at the end, MB | asked | cached |')
console.log('| ---: | --- | ---: | ---: | ---: | ---: | ---: |')
for (const rows of values.rows.split(',').map(Number))
  await inFolder(async folder => {
    await writeFile(join(folder, 'sum.prompt.md'), 'Add the numbers. Think step by step.\n')
    await pipeline(Readable.from(linesOf(rows)), createWriteStream(join(folder, 'sum.eval.csv')))
    await measure(folder, rows, 'first', hook)
    await measure(folder, rows, 'again', hook)
    await rm(join(folder, '.gpo'), { recursive: true })
    await measure(folder, rows, 'first, heap of 48 MB', `${hook} ${small}`)
  })

async function measure(folder: string, rows: number, run: string, nodeOptions: string): Promise<void> {
  const args = ['eval', 'sum.prompt.md', '--task-model', 'demo', '--max-calls', `${rows}`, '--json']
  const { seconds, status, out, err } = await timed(process.execPath, [cli, ...args], { cwd: folder, nodeOptions })
  const memory = /^memory: (\d+) (\d+)$/m.exec(err)
  if (status !== 0 || !memory) throw new Error(err)
  const report: unknown = JSON.parse(out)
  const { calls, cached } = usageIn(report)
  console.log(`| ${rows} | ${run} | ${seconds.toFixed(1)} | ${memory[1]} | ${memory[2]} | ${calls} | ${cached} |`)
}

function usageIn(report: unknown): { calls: unknown; cached: unknown } {
  if (typeof report === 'object' && report !== null && 'usage' in report) {
    const { usage } = report
    if (typeof usage === 'object' && usage !== null && 'task' in usage) {
      const { task } = usage
      if (typeof task === 'object' && task !== null && 'calls' in task && 'cached' in task)
        return { calls: task.calls, cached: task.cached }
    }
  }
  throw new Error('The report says nothing of what was spent.')
}

function* linesOf(rows: number): Generator<string> {
  yield 'id,text,expected\n'
  for (let row = 0; row < rows; row++) yield `row-${row},"What is ${row % 97} + ${row}?",${(row % 97) + row}\n`
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-large-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
