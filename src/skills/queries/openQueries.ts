import type { Destination } from '../../evals/drafting/destination.ts'
import { type DraftedCase, readDrafts } from '../../evals/drafting/draftFile.ts'
import { queryDraftsOf } from '../../evals/drafting/draftPlaces.ts'
import { type DraftBasis, type DraftPlan, draftPlanFor } from '../../evals/drafting/draftPlan.ts'
import { queryStems } from '../../evals/evalSetPlaces.ts'
import { remember } from '../../evals/pairing/memory.ts'
import { folderOf } from '../../evals/pairing/paths.ts'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import type { NewCase } from '../../evals/writing/newCase.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files, PromptFile, Target } from '../../prompts/promptFile.ts'
import { readPrompt, readSourceText } from '../../prompts/readPromptFile.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { noSkill, type Skill } from '../catalogue/skillEntry.ts'
import { catalogueRoot } from '../catalogue/skillFolders.ts'
import { appendQueries, emptyQueries } from './append.ts'
import { gatherQueries } from './gather.ts'
import { type NearMissPlan, nearMissPlan } from './nearMisses.ts'
import type { Query } from './query.ts'
import { queryFiles } from './queryFiles.ts'
import { readQueries } from './read.ts'

/** The queries of a skill with the drafts of more, and the place to which those go that are accepted. */
export interface OpenedQueries {
  readonly skill: Skill
  readonly skills: readonly Skill[]
  /** All queries of the catalogue. */
  readonly queries: readonly Query[]
  readonly path: string
  /** Its present text, or that with which a new file begins. */
  readonly source: string
  readonly isNew: boolean
  readonly drafts: readonly DraftedCase[]
  readonly draftsPath: string
  /** The text of the file of drafts; empty if there is none. */
  readonly draftsSource: string
}

/** Reads the queries of a skill's catalogue and the drafts beside the skill. Fails if no agent lists the skill. */
export async function openQueries(path: string, files: Files): Promise<Outcome<OpenedQueries>> {
  const root = catalogueRoot(path)
  const { skills } = await readCatalogue(root, { files })
  const skill = skills.find(one => one.path === path)
  if (!isSkill(path) || skill === undefined) return failure({ code: 'no-skills', place: { path } })
  const memory = remember(files)
  const { queries } = await gatherQueries(skills, { files, root, memory })
  const draftsPath = queryDraftsOf(path)
  const read = await readSourceText(draftsPath, files)
  if (!read.ok && read.problem.code !== 'file-not-found') return read
  const draftsSource = read.ok ? read.value : ''
  const drafts = draftsSource === '' ? success([]) : readDrafts(draftsPath, draftsSource)
  if (!drafts.ok) return drafts
  const opened = { skill, skills, queries, drafts: drafts.value, draftsPath, draftsSource }
  for (const file of await queryFiles(path, root, memory)) {
    const source = await readSourceText(file, files)
    if (source.ok && readQueries(file, source.value, skill.name) !== undefined)
      return success({ ...opened, path: file, source: source.value, isNew: false })
  }
  const made = `${folderOf(path)}/evals/${queryStems[0]}.json`
  return success({ ...opened, path: made, source: emptyQueries, isNew: true })
}

/** The text of the file of queries with accepted drafts in it. */
const withAccepted = (
  { path, source, skill }: Pick<OpenedQueries, 'path' | 'source' | 'skill'>,
  drafts: readonly NewCase[],
): Outcome<string> =>
  appendQueries(
    path,
    source,
    skill.name,
    drafts.map(({ vars, expected }) => ({
      text: Object.values(vars).join('\n').trim(),
      expected: expected[0] === undefined || expected[0] === '' ? noSkill : expected[0],
    })),
  )

/** The description of a skill as a prompt whose cases are queries. */
export interface DescribedQueries {
  readonly prompt: PromptFile
  readonly target: Target
  readonly queries: OpenedQueries
  /** Where accepted drafts go. */
  readonly destination: Destination
  /** The text of the destination with cases added. */
  added(cases: readonly NewCase[]): Outcome<string>
}

/** Reads a skill with the queries about its description. */
export async function openDescribed(path: string, files: Files): Promise<Outcome<DescribedQueries>> {
  const [prompt, opened] = [await readPrompt(path, files), await openQueries(path, files)]
  if (!prompt.ok) return prompt
  if (!opened.ok) return opened
  const { targets } = prompt.value
  const target = targets.find(({ id }) => id === 'description') ?? targets[0]
  if (target === undefined) return failure({ code: 'no-target', place: { path } })
  const { path: at, source, isNew } = opened.value
  return success({
    prompt: prompt.value,
    target,
    queries: opened.value,
    destination: { path: at, source, tool: 'own', isNew },
    added: cases => withAccepted(opened.value, cases),
  })
}

/** What is drafted for a prompt, or for the description of a skill; undefined if the skill has no neighbours. */
export function draftingPlan(
  { queries, ...basis }: DraftBasis & { readonly queries?: OpenedQueries },
  { count, about }: { readonly count: number; readonly about?: string | undefined },
): DraftPlan | NearMissPlan | undefined {
  if (queries === undefined) return draftPlanFor(basis, { count, about })
  const drafts = basis.drafts.flatMap(({ vars }) => Object.values(vars))
  return nearMissPlan(queries.skill, queries, { count, drafts })
}
