import { Uri } from 'vscode'
import { noSkill } from '../../skills/catalogue/skillEntry.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { runPrompt } from '../runs/runPrompt.ts'
import { catalogueAt, skillIn } from './catalogueAt.ts'
import { weighDescriptions } from './routeCatalogue.ts'
import { reviewNewest } from './waitingDescriptions.ts'

/**
 * Optimizes the description of the skill that takes most queries of this one, beside the new description of this one if
 * there is one, and measures what both do.
 */
export async function changeOtherSide(features: Features, skill: Uri): Promise<void> {
  const at = await catalogueAt(skill)
  const own = skillIn(at, skill)
  const found = own && (await reviewNewest(features, at.folder, own))
  const recorded = at.record?.report.figures.skills.find(({ name }) => name === own?.name)
  const thief = [...(found?.catalogue?.stolenBy ?? []), ...(recorded?.stolenBy ?? [])].find(
    ({ name }) => name !== noSkill && name !== own?.name,
  )
  const other = at.catalogue.skills.find(({ name }) => name === thief?.name)
  if (own === undefined || other === undefined) return mention({ code: 'no-thief', skill: own?.name ?? '' })
  const end = await runPrompt(features, 'optimize', Uri.file(other.path), 'description')
  if (end?.type !== 'optimized') return
  await reviewNewest(features, at.folder, other)
  await weighDescriptions(features, skill)
}
