import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files, PromptFile } from '../../prompts/promptFile.ts'
import type { Case, EvalSet, Pairing } from '../evalSet.ts'
import { exemplarFile, splitFiles } from '../evalSetPlaces.ts'
import { readInFile } from '../formats/inFile.ts'
import { placesFor } from '../pairing/pairing.ts'
import { answer } from './checks.ts'
import { toldOnce } from './leftOut.ts'
import { evalSetIn } from './readEvalSet.ts'
import { readText, readWith } from './reading.ts'
import { isStreamed, loadStreamed } from './streamedSet.ts'

/** Where an eval set is: a file, or a folder of splits with a final `/`; or in a prompt file that has been read. */
export type SetAt = { readonly path: string } | { readonly prompt: PromptFile }

/** Reads an eval set. */
export type LoadSet = (at: SetAt, files: Files) => Promise<Outcome<EvalSet>>

/** Reads the eval set that is paired with a prompt file, here or wherever `load` reads it. */
export async function loadEvalSet(
  { pairedBy, path }: Pairing,
  prompt: PromptFile,
  files: Files,
  load: LoadSet = loadSet,
): Promise<Outcome<EvalSet>> {
  if (path === undefined)
    return failure({ code: 'no-eval-set', tried: placesFor(prompt.path), place: { path: prompt.path } })
  return load(pairedBy === 'in-file' ? { prompt } : { path }, files)
}

export const loadSet: LoadSet = async (at, files) => {
  if ('path' in at) return at.path.endsWith('/') ? loadFolder(at.path, files) : loadFile(at.path, files)
  const { prompt } = at
  return prompt.format === 'promptfoo' ? readWith(evalSetIn(prompt.path, prompt.source), files) : readInFile(prompt)
}

async function loadFile(path: string, files: Files): Promise<Outcome<EvalSet>> {
  if (isStreamed(path)) {
    const bytes = await files.read(path)
    return bytes.ok ? loadStreamed(path, bytes.value, files) : bytes
  }
  const source = await readText(path, files)
  return source.ok ? readWith(evalSetIn(path, source.value), files) : source
}

/**
 * A file of validation cases is required. Without a test file there is no test; without a train file, some validation
 * cases are used instead. Ids that occur in several files are distinguished by the name of their split.
 */
async function loadFolder(path: string, files: Files): Promise<Outcome<EvalSet>> {
  const present = await files.list(path.slice(0, -1))
  const cases: Case[] = []
  const problems: Problem[] = []
  const taken = new Set<string>()
  let dialect: EvalSet['dialect']
  for (const [split, candidates] of splitFiles) {
    const [name, second] = candidates.filter(candidate => present.includes(candidate))
    if (name !== undefined && second !== undefined)
      return failure({ code: 'ambiguous-eval-set', found: [path + name, path + second], place: { path } })
    if (name === undefined && split === 'validation')
      return failure({ code: 'missing-split', split, tried: candidates, place: { path } })
    if (name === undefined) continue
    const set = await loadFile(path + name, files)
    if (!set.ok) return set
    problems.push(...set.value.problems)
    dialect = set.value.dialect ?? dialect
    const { checks } = set.value
    const judged = checks.length > 0 && checks[0] !== answer ? { checks } : {}
    const before = new Set(taken)
    for (const evalCase of set.value.cases) {
      const id = before.has(evalCase.id) ? `${split}-${evalCase.id}` : evalCase.id
      taken.add(id)
      cases.push({ ...judged, ...evalCase, id, split, path: evalCase.path ?? path + name })
    }
  }
  const exemplars = present.includes(exemplarFile) ? await loadFile(path + exemplarFile, files) : undefined
  if (exemplars && !exemplars.ok) return exemplars
  return success({
    path,
    cases,
    checks: [answer],
    ...(dialect && { dialect }),
    exemplars: exemplars?.value.cases ?? [],
    problems: toldOnce([...problems, ...(exemplars?.value.problems ?? [])]),
  })
}
