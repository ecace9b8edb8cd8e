import { Uri } from 'vscode'
import type { Problem } from '../../problem/problem.ts'
import { runsOf } from '../../report/recordedRun.ts'
import { noSkill, type Skill } from '../../skills/catalogue/skillEntry.ts'
import { absences } from '../../skills/figures/routingWords.ts'
import { pathOf } from '../editor/files.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { runPrompt } from '../runs/runPrompt.ts'
import { type CatalogueAt, catalogueAt, skillIn } from './catalogueAt.ts'
import { weighDescriptions } from './routeCatalogue.ts'

/**
 * Optimizes the description of the skill that takes most queries of this one, beside the new descriptions that wait for
 * review. If it finds one that waits too, what all of them do is measured.
 */
export async function changeOtherSide(features: Features, skill: Uri): Promise<void> {
  const at = await catalogueAt(skill)
  const own = skillIn(at, skill)
  if (own === undefined) return mention(notListed(at, skill))
  const other = await thiefOf(at, own)
  if (other === undefined) return mention({ code: 'no-thief', skill: own.name })
  const prompt = Uri.file(other.path)
  const end = await runPrompt(features, 'optimize', prompt, 'description')
  if (end?.type !== 'optimized') return
  if (features.pending.of(prompt)?.runId === end.report.runId) await weighDescriptions(features, skill)
}

/** Who takes most queries of a skill by its newest optimization or, if that says nothing, by the last routing. */
async function thiefOf({ folder, catalogue, record }: CatalogueAt, own: Skill): Promise<Skill | undefined> {
  const newest = (await runsOf(folder, own.path)).findLast(({ request, report }) => request.routing && report)?.report
  const recorded = record?.report.figures.skills.find(({ name }) => name === own.name)
  const thief = [...(newest?.catalogue?.stolenBy ?? []), ...(recorded?.stolenBy ?? [])].find(
    ({ name }) => name !== noSkill && name !== own.name,
  )
  return catalogue.skills.find(({ name }) => name === thief?.name)
}

function notListed({ catalogue }: CatalogueAt, skill: Uri): Problem {
  const path = pathOf(skill)
  const left = catalogue.leftOut.find(one => one.path === path)
  return { code: 'not-listed', detail: left ? absences[left.why] : 'it lies where no agent looks', place: { path } }
}
