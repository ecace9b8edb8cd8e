import { statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { confined } from '../../disk/confined.ts'
import { diskFiles } from '../../disk/diskFiles.ts'
import type { Pairing } from '../../evals/evalSet.ts'
import { type Memory, remember } from '../../evals/pairing/memory.ts'
import { pair } from '../../evals/pairing/pairing.ts'
import { loadEvalSet } from '../../evals/reading/loadEvalSet.ts'
import type { Problem } from '../../problem/problem.ts'
import { sentenceAtTerminal } from '../../problem/sentences.ts'
import { findPromptFiles } from '../../prompts/finding/discover.ts'
import type { Files, PromptFile } from '../../prompts/promptFile.ts'
import { readPrompt } from '../../prompts/readPromptFile.ts'
import { counted } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import type { Options } from '../asked/options.ts'
import { passingOver } from '../asked/refusals.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { fail, type Terminal } from '../output/terminal.ts'
import { workspaceOf } from '../root.ts'

/** One prompt file as `gpo list --json` prints it; paths are relative to the listed folder. */
interface Listed {
  readonly path: string
  readonly format: string | null
  readonly targets: readonly { readonly id: string; readonly text: string; readonly placeholders: readonly string[] }[]
  readonly evalSet: string | null
  readonly pairedBy: string
  readonly cases: number
  readonly problems: readonly string[]
}

/** `gpo list`: the prompt files of a folder with their eval sets. */
export async function list(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const root = resolve(terminal.cwd, options.operands[0] ?? '.')
  const place = { path: root }
  const entry = statSync(root, { throwIfNoEntry: false })
  if (entry === undefined) return fail(terminal, { code: 'file-not-found', place })
  if (!entry.isDirectory())
    return fail(terminal, { code: 'bad-usage', detail: 'This is a file, and list takes a folder', place })
  const refused = new Map<string, Problem>()
  const files = passingOver(confined([workspaceOf(root)], diskFiles), refused)
  const listing: Listing = { root, memory: remember(files), sets: new Map() }
  const found: Listed[] = []
  for await (const path of findPromptFiles(root, files)) found.push(await listed(path, listing))
  const unlisted = refused.get(root)
  if (unlisted !== undefined) return fail(terminal, unlisted)
  found.sort((a, b) => (a.path < b.path ? -1 : 1))
  terminal.out(options.isSet('json') ? `${JSON.stringify(found, null, 2)}\n` : table(found))
  for (const [path, problem] of refused)
    if (path.startsWith(`${root}/`)) terminal.err(`gpo: ${sentenceAtTerminal(problem)}\n`)
  return 0
}

/** What is the same for all files of a listing, and what has been found out so far. */
interface Listing {
  readonly root: string
  readonly memory: Memory
  readonly sets: Sets
}

async function listed(path: string, { root, memory, sets }: Listing): Promise<Listed> {
  const shown = (file: string): string => relative(root, file).replaceAll('\\', '/')
  const none = { format: null, targets: [], evalSet: null, pairedBy: 'none', cases: 0 }
  const bad = (problem: Problem): Listed => ({ path: shown(path), ...none, problems: [sentenceAtTerminal(problem)] })
  const prompt = await readPrompt(path, memory.files)
  if (!prompt.ok) return bad(prompt.problem)
  const { format, targets, problems } = prompt.value
  const pairing = await pair(prompt.value, memory.files, root, undefined, memory)
  const evalSet =
    pairing.ok && pairing.value.pairedBy !== 'none'
      ? await casesWith(pairing.value, prompt.value, memory.files, sets)
      : undefined
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
    ].map(sentenceAtTerminal),
  }
}

/** What is known about eval sets, by path: several prompts may share one, which is read only for the first. */
type Sets = Map<string, Counted>

interface Counted {
  readonly cases: number
  readonly problems: readonly Problem[]
}

async function casesWith(pairing: Pairing, prompt: PromptFile, files: Files, sets: Sets): Promise<Counted> {
  const { path = prompt.path } = pairing
  const known = sets.get(path)
  if (known) return known
  const evalSet = await loadEvalSet(pairing, prompt, files)
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
        `${visibleLine(path).padEnd(width)}  ${evalSet === null ? 'no eval set' : `${visibleLine(evalSet)}, ${counted(cases, 'case')} (paired by ${pairedBy})`}\n`,
        ...problems.map(problem => `  ${problem}\n`),
      ].join(''),
    )
    .join('')
}
