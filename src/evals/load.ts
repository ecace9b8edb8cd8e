import type { Files, PromptFile } from '../prompts/promptFile.ts'
import { failure, type Outcome, success } from '../text/outcome.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import type { Case, EvalSet, Pairing, SplitName } from './evalSet.ts'
import { readInFile } from './inFile.ts'
import { placesFor } from './pairing.ts'
import { answer, readEvalSet } from './read.ts'

/** Reads the eval set that a prompt file is paired with: its own cases, a file, or a folder of splits. */
export async function loadEvalSet(pairing: Pairing, prompt: PromptFile, files: Files): Promise<Outcome<EvalSet>> {
  const { pairedBy, path } = pairing
  if (path === undefined)
    return failure({ code: 'no-eval-set', tried: placesFor(prompt.path), place: { path: prompt.path } })
  if (pairedBy === 'in-file') return readInFile(prompt)
  return path.endsWith('/') ? loadFolder(path, files) : loadFile(path, files)
}

/** What the files of a folder of splits may be called. */
const names: readonly (readonly [SplitName, readonly string[]])[] = [
  ['train', ['train.jsonl']],
  ['validation', ['validation.jsonl', 'eval.jsonl', 'dev.jsonl']],
  ['test', ['test.jsonl']],
]

/** Shown in the meta-prompt, and in no split. */
const exemplarFile = 'format.jsonl'

async function loadFile(path: string, files: Files): Promise<Outcome<EvalSet>> {
  const bytes = await files.read(path)
  if (bytes === undefined) return failure({ code: 'file-not-found', place: { path } })
  const source = decodeUtf8(bytes)
  return source === undefined ? failure({ code: 'not-utf8', place: { path } }) : readEvalSet(path, source)
}

/**
 * Validation cases are needed; without a test file nothing is tested, and without a train file some validation cases
 * take its place. Ids that occur in several files are told apart by the name of their split.
 */
async function loadFolder(path: string, files: Files): Promise<Outcome<EvalSet>> {
  const present = await files.list(path.slice(0, -1))
  const cases: Case[] = []
  const problems = []
  for (const [split, candidates] of names) {
    const [name, second] = candidates.filter(candidate => present.includes(candidate))
    if (name !== undefined && second !== undefined)
      return failure({ code: 'ambiguous-eval-set', found: [path + name, path + second], place: { path } })
    if (name === undefined && split === 'validation')
      return failure({ code: 'missing-split', split, tried: candidates, place: { path } })
    if (name === undefined) continue
    const set = await loadFile(path + name, files)
    if (!set.ok) return set
    problems.push(...set.value.problems)
    const taken = new Set(cases.map(({ id }) => id))
    for (const item of set.value.cases)
      cases.push({ ...item, id: taken.has(item.id) ? `${split}-${item.id}` : item.id, split, path: path + name })
  }
  const exemplars = present.includes(exemplarFile) ? await loadFile(path + exemplarFile, files) : undefined
  if (exemplars && !exemplars.ok) return exemplars
  return success({
    path,
    cases,
    checks: [answer],
    exemplars: exemplars?.value.cases ?? [],
    problems: [...problems, ...(exemplars?.value.problems ?? [])],
  })
}
