import { readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { diskFiles } from '../src/disk/diskFiles.ts'
import { type Prepared, prepare } from '../src/evals/preparing/prepare.ts'
import { type BenchModels, demoModels, oneRun, settingsWith } from './strategies/oneRun.ts'
import { type Budget, budgetTable, type Line, resultTable, taskTable } from './strategies/table.ts'
import { ways } from './strategies/ways.ts'

/**
 * Compares ways to optimize: `npm run bench:strategies -- --data DIR`, where every folder of DIR is a task with
 * train.jsonl, eval.jsonl and test.jsonl. It prints Markdown; `--ways` and `--tasks` take names apart by commas. Without an
 * endpoint the simulated demo model answers; with `--base-url URL --task-model NAME [--optimizer-model NAME]
 * [--api-key-env NAME]` any OpenAI-compatible one. Each cap of `--calls` has runs of its own, because a search is laid out
 * for its cap; the original and the best prompt are then scored on all test cases, which costs requests beside it.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seeds: { type: 'string', default: '0,1,2' },
    ways: { type: 'string', default: '' },
    tasks: { type: 'string', default: '' },
    calls: { type: 'string', default: '100,300,500,1000,2000,4000' },
    'base-url': { type: 'string' },
    'task-model': { type: 'string' },
    'optimizer-model': { type: 'string' },
    'api-key-env': { type: 'string' },
  },
})
if (values.data === undefined) throw new Error('Name the folder of tasks: --data DIR')

/** The prompt that the paper starts from. */
const initial = "Let's think step by step.\n"

const folder = resolve(values.data)
const listed = (names: string): readonly string[] => names.split(',').filter(name => name !== '')
const chosenTasks = listed(values.tasks)
const tasks = readdirSync(folder, { withFileTypes: true })
  .flatMap(entry => (entry.isDirectory() ? [entry.name] : []))
  .filter(name => chosenTasks.length === 0 || chosenTasks.includes(name))
if (tasks.length === 0) throw new Error(`No folder in ${folder} is named ${chosenTasks.join(' or ') || 'at all'}`)
const seeds = values.seeds.split(',').map(Number)
const wanted = listed(values.ways)
const models = modelsOf()

const prepared = await Promise.all(tasks.map(prepareTask))
const chosen = ways.filter(([name]) => wanted.length === 0 || wanted.includes(name))
const budgets: Budget[] = []
for (const calls of listed(values.calls).map(Number)) {
  const [first, ...others] = await measured(calls)
  if (first === undefined) throw new Error(`No way is named ${wanted.join(' or ')}`)
  const budget: Budget = { calls, lines: [first, ...others] }
  budgets.push(budget)
  console.log(`\n## ${calls.toLocaleString('en')} requests\n\n${resultTable(budget)}`)
  console.log(`\n### Test score by task\n\n${taskTable(budget, tasks)}`)
}
console.log(`\n## Test score by requests\n\n${budgetTable(budgets)}`)

async function measured(calls: number): Promise<readonly Line[]> {
  const lines: Line[] = []
  for (const [name, changes] of chosen) {
    process.stderr.write(`${name}, ${calls} requests\n`)
    const runs = []
    for (const task of prepared)
      for (const seed of seeds)
        runs.push(await oneRun(task, settingsWith({ caps: { calls }, ...changes, seed }), models))
    lines.push({ name, runs })
  }
  return lines
}

function modelsOf(): BenchModels {
  const { 'base-url': baseUrl, 'task-model': task, 'optimizer-model': optimizer = task, 'api-key-env': key } = values
  if (baseUrl === undefined) return demoModels
  if (task === undefined || optimizer === undefined) throw new Error('Name the model: --task-model NAME')
  const spec = (model: string) => ({ kind: 'openai', id: `bench:${model}`, provider: 'bench', model, baseUrl }) as const
  const secret = key === undefined ? undefined : process.env[key]
  return { task: spec(task), optimizer: spec(optimizer), keys: secret === undefined ? {} : { [baseUrl]: secret } }
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
