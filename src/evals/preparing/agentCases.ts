import { createHash } from 'node:crypto'
import type { GivenFile } from '../../models/command/givenFile.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { hasHiddenPart, staysInside } from '../../text/paths/insidePath.ts'
import type { AgentCase, Case, EvalSet } from '../evalSet.ts'
import { folderOf, nameOf } from '../pairing/paths.ts'
import { leftOut, toldOnce } from '../reading/leftOut.ts'

/**
 * The eval set of a prompt that an agent follows: cases that bring files are among the others, in the order of the file.
 * Their files are looked for beside the skill and beside the eval set; a case whose file is not there is left out, and
 * told on its line.
 */
export async function withAgentCases(evalSet: EvalSet, files: Files): Promise<EvalSet> {
  const { forAgent = [], ...set } = evalSet
  if (forAgent.length === 0) return evalSet
  const cases: Case[] = []
  const problems: Problem[] = set.problems.filter(problem => !isAbout(problem, forAgent))
  for (const { needs, without: _, ...evalCase } of forAgent) {
    const given: GivenFile[] = []
    let detail: string | undefined
    for (const need of needs) {
      const found = await fileOf(need, evalSet.path, evalCase, files)
      if (found && !hasHiddenPart(found.path)) given.push(found)
      else
        detail ??= found
          ? `its file ${need} is hidden (${found.path}), and agents take settings and hooks from hidden files`
          : `its file ${need} is not beside the skill`
    }
    const place = { path: evalSet.path, ...(evalCase.line !== undefined && { line: evalCase.line }) }
    if (detail === undefined) cases.push({ ...evalCase, files: given })
    else problems.push(leftOut({ code: 'unsupported-case', id: evalCase.id, detail, place }))
  }
  const all = [...set.cases, ...cases].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return { ...set, cases: all, problems: toldOnce(problems) }
}

const isAbout = (problem: Problem, cases: readonly AgentCase[]): boolean =>
  problem.code === 'cases-left-out'
    ? cases.some(({ without }) => problem.cause.code === 'unsupported-case' && problem.cause.detail === without)
    : problem.code === 'unsupported-case' && cases.some(({ id }) => id === problem.id)

/** Why a case with files is left out where a model is only asked. */
export const needsFiles = 'it needs files, and here a model is only asked'

async function fileOf(need: string, setPath: string, { vars }: Case, files: Files): Promise<GivenFile | undefined> {
  if (!staysInside(need)) return undefined
  const own = folderOf(setPath)
  const folders = nameOf(own) === 'evals' ? [folderOf(own), own] : [own]
  for (const folder of folders) {
    const from = `${folder}/${need}`
    const read = await files.read(from)
    if (!read.ok) continue
    const sha256 = createHash('sha256').update(read.value).digest('hex')
    return { path: placeOf(need, Object.values(vars).join('\n')), from, sha256 }
  }
  return undefined
}

/**
 * Where a file lies for the agent: where the prompt says that it does, if it names a path to a file of that name, else
 * without the folders in which skills keep the files of their evals.
 */
function placeOf(need: string, prompt: string): string {
  const name = nameOf(need)
  const named = prompt
    .split(/[\s"'`()<>,;]+/)
    .map(word => word.replace(/^\.\//, '').replace(/[.:!?]+$/, ''))
    .find(word => nameOf(word) === name && staysInside(word))
  return named ?? need.replace(/^(?:\.\/)?(?:evals\/)?(?:files\/|fixtures\/)?/, '')
}
