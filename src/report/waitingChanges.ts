import { listRuns } from '../journal/readRun.ts'
import type { Report } from '../run/reporting/report.ts'
import type { DescriptionChange } from '../skills/catalogue/descriptionChange.ts'
import type { Skill } from '../skills/catalogue/skillEntry.ts'
import { type RecordedRun, readRecorded } from './recordedRun.ts'

/**
 * The descriptions that optimizations of these skills have found and that are in no file yet: for each skill that of the
 * newest run, if it began with the description that still stands and found a better one. At a terminal, `anywhere` allows
 * skills in any folder.
 */
export async function waitingChanges(
  folder: string,
  skills: readonly Skill[],
  prompts: 'inside' | 'anywhere' = 'inside',
): Promise<readonly DescriptionChange[]> {
  const newest = new Map<string, RecordedRun>()
  for (const { runId } of await listRuns(folder)) {
    const recorded = await readRecorded(folder, runId, prompts)
    if (recorded.ok && recorded.value.request.routing && recorded.value.report)
      newest.set(recorded.value.request.prompt.path, recorded.value)
  }
  return skills.flatMap(skill => {
    const run = newest.get(skill.path)
    return run?.report ? changeFoundBy(skill, { request: run.request, report: run.report }) : []
  })
}

/** What a run has found for a skill, as none or one change; none if the skill is described otherwise by now. */
export function changeFoundBy(
  { name, path, description }: Skill,
  { request, report }: Pick<RecordedRun, 'request'> & { readonly report: Report },
): readonly DescriptionChange[] {
  const [before, after] = [report.initial.text.trim(), report.best.text.trim()]
  if (before !== description || after === before) return []
  const saw = request.evalSet.cases.flatMap(({ split, vars: { query } }) =>
    split === 'test' || query === undefined ? [] : [query],
  )
  return [{ skill: name, path, before, after, run: report.runId, saw }]
}
