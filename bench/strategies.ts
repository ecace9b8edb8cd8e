import { readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { diskFiles } from '../src/disk/diskFiles.ts'
import { type Prepared, prepare } from '../src/evals/preparing/prepare.ts'
import { oneRun, settingsWith } from './strategies/oneRun.ts'
import { budgetTable, type Line, resultTable, taskTable } from './strategies/table.ts'
import { parts, systems, type Way } from './strategies/ways.ts'

/**
 * Compares ways to optimize on the simulated demo model: `npm run bench:strategies -- --data DIR`, where every folder of
 * DIR is a task with train.jsonl, eval.jsonl and test.jsonl. It prints Markdown; `--ways` takes names apart by commas.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seeds: { type: 'string', default: '0,1,2' },
    ways: { type: 'string', default: '' },
  },
})
if (values.data === undefined) throw new Error('Name the folder of tasks: --data DIR')

/** The prompt that the paper starts from. */
const initial = "Let's think step by step.\n"
const budgets = [250, 500, 1000, 2000, 4000]

const folder = resolve(values.data)
const tasks = readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? [entry.name] : []))
const seeds = values.seeds.split(',').map(Number)
const wanted = values.ways.split(',').filter(name => name !== '')

const prepared = await Promise.all(tasks.map(prepareTask))
const compare = async (ways: readonly Way[]): Promise<readonly Line[]> => {
  const chosen = ways.filter(([name]) => wanted.length === 0 || wanted.includes(name))
  const lines: Line[] = []
  for (const [name, changes] of chosen) {
    process.stderr.write(`${name}\n`)
    const runs = []
    for (const task of prepared)
      for (const seed of seeds) runs.push(await oneRun(task, settingsWith({ ...changes, seed })))
    lines.push({ name, runs })
  }
  return lines
}

const [bySystem, byPart] = [await compare(systems), await compare(parts)]
for (const [title, lines] of [
  ['Strategies', bySystem],
  ['Parts of GPO', byPart],
] as const) {
  const [reference] = lines
  if (reference === undefined) continue
  console.log(`\n## ${title}\n\n${resultTable(lines, reference)}`)
  console.log(`\n### Test score by requests spent\n\n${budgetTable(lines, budgets)}`)
  console.log(`\n### Test score by task\n\n${taskTable(lines, tasks)}`)
}

async function prepareTask(task: string): Promise<Prepared> {
  const place = await mkdtemp(join(tmpdir(), 'gpo-bench-'))
  try {
    const path = join(place, 'task.prompt.md')
    writeFileSync(path, initial)
    const found = await prepare(path, { files: diskFiles, root: place, evalSet: join(folder, task) })
    if (!found.ok) throw new Error(JSON.stringify(found.problem))
    return found.value
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}
