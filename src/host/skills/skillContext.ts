import type { Uri } from 'vscode'
import type { SkillContext } from '../../skills/catalogue/skillTroubles.ts'
import { catalogueAt, seenOf, skillIn } from './catalogueAt.ts'
import { changedSkills } from './routingView.ts'

/** What is known of a skill beside what stands in its file. Nothing is asked. */
export async function skillContext(skill: Uri): Promise<SkillContext> {
  const at = await catalogueAt(skill)
  const seen = seenOf(at, skill)
  const own = skillIn(at, skill)
  const now = new Map(at.catalogue.skills.map(({ name, description }) => [name, description]))
  const isCurrent = at.record !== undefined && changedSkills(at.record.report, now).length === 0
  const figures = isCurrent ? at.record?.report.figures.skills.find(({ name }) => name === own?.name) : undefined
  return { ...(seen && { seen }), ...(figures && { figures }) }
}
