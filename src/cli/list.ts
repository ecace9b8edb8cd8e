import { relative, resolve } from 'node:path'
import type { Pairing } from '../evals/evalSet.ts'
import { loadEvalSet } from '../evals/load.ts'
import { type Memory, remember } from '../evals/memory.ts'
import { pair } from '../evals/pairing.ts'
import { findPromptFiles } from '../prompts/discover.ts'
import { readPromptFile } from '../prompts/formats.ts'
import type { PromptFile } from '../prompts/promptFile.ts'
import type { Problem } from '../text/problem.ts'
import { sentence } from '../text/sentences.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import { diskFiles } from './diskFiles.ts'
import type { Options } from './options.ts'
import { type ExitStatus, fail, type Terminal } from './terminal.ts'
import { visibleName } from './visible.ts'

/** One prompt file as `gpo list --json` prints it; paths are relative to the folder listed. */
interface Listed {
  readonly path: string
  readonly format: string | null
  readonly targets: readonly { readonly id: string; readonly text: string; readonly placeholders: readonly string[] }[]
  readonly evalSet: string | null
  readonly pairedBy: string
  readonly cases: number
  readonly problems: readonly string[]
}

/** `gpo list`: the prompt files of a folder with the eval sets that belong to them. */
export async function list(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const root = resolve(terminal.cwd, options.operands[0] ?? '.')
  if ((await diskFiles.read(root)) !== undefined)
    return fail(terminal, { code: 'bad-usage', detail: `gpo list takes a folder, and ${root} is a file` })
  const memory = remember(diskFiles)
  const found: Listed[] = []
  const sets: Sets = new Map()
  for await (const path of findPromptFiles(root, diskFiles)) found.push(await listed(path, root, memory, sets))
  if (found.length === 0 && (await diskFiles.list(root)).length === 0)
    return fail(terminal, { code: 'file-not-found', place: { path: root } })
  found.sort((a, b) => (a.path < b.path ? -1 : 1))
  terminal.out(options.isSet('json') ? `${JSON.stringify(found, null, 2)}\n` : table(found))
  return 0
}

async function listed(path: string, root: string, memory: Memory, sets: Sets): Promise<Listed> {
  const shown = (file: string): string => relative(root, file).replaceAll('\\', '/')
  const none = { format: null, targets: [], evalSet: null, pairedBy: 'none', cases: 0 }
  const bad = (problem: Problem): Listed => ({ path: shown(path), ...none, problems: [sentence(problem)] })
  const bytes = await diskFiles.read(path)
  const source = bytes && decodeUtf8(bytes)
  if (source === undefined) return bad({ code: bytes ? 'not-utf8' : 'file-not-found', place: { path } })
  const prompt = readPromptFile(path, source)
  if (!prompt.ok) return bad(prompt.problem)
  const { format, targets, problems } = prompt.value
  const pairing = await pair(prompt.value, diskFiles, root, undefined, memory)
  const evalSet =
    pairing.ok && pairing.value.pairedBy !== 'none' ? await counted(pairing.value, prompt.value, sets) : undefined
  return {
    path: shown(path),
    format,
    targets: targets.map(({ id, text, placeholders }) => ({ id, text, placeholders })),
    evalSet: pairing.ok && pairing.value.path !== undefined ? shown(pairing.value.path) : null,
    pairedBy: pairing.ok ? pairing.value.pairedBy : 'none',
    cases: evalSet?.cases ?? 0,
    problems: [
      ...problems,
      ...(pairing.ok ? (pairing.value.problems ?? []) : [pairing.problem]),
      ...(evalSet?.problems ?? []),
    ].map(sentence),
  }
}

/** What is told of eval sets, by their paths: several prompts may share one, which is read for the first of them. */
type Sets = Map<string, Counted>

interface Counted {
  readonly cases: number
  readonly problems: readonly Problem[]
}

async function counted(pairing: Pairing, prompt: PromptFile, sets: Sets): Promise<Counted> {
  const { path = prompt.path } = pairing
  const known = sets.get(path)
  if (known) return known
  const evalSet = await loadEvalSet(pairing, prompt, diskFiles)
  const told = evalSet.ok
    ? { cases: evalSet.value.cases.length, problems: evalSet.value.problems }
    : { cases: 0, problems: [evalSet.problem] }
  sets.set(path, told)
  return told
}

function table(found: readonly Listed[]): string {
  if (found.length === 0) return 'no prompt files\n'
  const width = Math.max(...found.map(({ path }) => path.length))
  return found
    .map(({ path, evalSet, pairedBy, cases, problems }) =>
      [
        `${visibleName(path).padEnd(width)}  ${evalSet === null ? 'no eval set' : `${visibleName(evalSet)}, ${cases} cases (paired by ${pairedBy})`}\n`,
        ...problems.map(problem => `  ${problem}\n`),
      ].join(''),
    )
    .join('')
}
