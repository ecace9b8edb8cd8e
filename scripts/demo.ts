import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main as build } from './build.ts'
import { run } from './processes.ts'

const root = join(import.meta.dirname, '..')

/** Optimizes one of the examples with the demo model, in a copy, and shows what became of its file. */
export async function main(): Promise<number> {
  const built = await build([])
  if (built !== 0) return built
  const folder = await mkdtemp(join(tmpdir(), 'gpo-demo-'))
  await cp(join(root, 'examples'), folder, { recursive: true, filter: path => !path.endsWith('.gpo') })
  const prompt = join(folder, 'prompts/count-objects.prompt.md')
  const before = await readFile(prompt, 'utf8')
  console.log(`The model of this demo is simulated: it needs no key and no network, and its scores say nothing about a
language model. It works in a copy of the examples, ${folder}
`)
  const args = [
    'optimize',
    'prompts/count-objects.prompt.md',
    '--task-model',
    'demo',
    '--optimizer-model',
    'demo',
    '--write',
  ]
  console.log(`$ gpo ${args.join(' ')}`)
  const { status } = await run(process.execPath, [join(root, 'dist/cli.cjs'), ...args], { cwd: folder })
  if (status === 0) await showChange(folder, prompt, before)
  return status
}

/** Git shows it best; without Git the two texts stand one after the other. */
async function showChange(folder: string, prompt: string, before: string): Promise<void> {
  const original = join(folder, 'count-objects.before.md')
  await writeFile(original, before)
  console.log('\nThe prompt file, before and after:\n')
  const color = process.stdout.isTTY ? 'always' : 'never'
  const { status } = await run('git', [
    '--no-pager',
    'diff',
    '--no-index',
    '--word-diff',
    `--color=${color}`,
    original,
    prompt,
  ])
  if (status !== 127) return
  console.log(`${before}\n----\n\n${await readFile(prompt, 'utf8')}`)
}
