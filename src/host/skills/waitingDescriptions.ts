import { Uri } from 'vscode'
import { type RecordedRun, readRecorded } from '../../report/recordedRun.ts'
import { changeFoundBy } from '../../report/waitingChanges.ts'
import type { DescriptionChange } from '../../skills/catalogue/descriptionChange.ts'
import type { Skill } from '../../skills/catalogue/skillEntry.ts'
import type { Reviews } from '../review/reviews.ts'

/** A new description that waits for review where the old one still stands. */
export interface WaitingDescription extends Omit<DescriptionChange, 'saw'> {
  /** The run that found it, and its workspace folder. */
  readonly run: string
  readonly folder: string
}

/** What knows of the reviews in this window. */
interface Reviewed {
  readonly reviews: Reviews
}

/** The new descriptions that wait for review among these skills, in their order. */
export const waitingDescriptions = ({ reviews }: Reviewed, skills: readonly Skill[]): readonly WaitingDescription[] =>
  skills.flatMap(({ name, path, description }) => {
    const review = reviews.of(Uri.file(path))
    if (review?.replacement.target !== 'description') return []
    const [before, after] = [review.replacement.initial.trim(), review.replacement.refined.trim()]
    const { runId: run, folder } = review.waiting
    return before === description ? [{ skill: name, path, before, after, run, folder }] : []
  })

/** The same as changes of the catalogue, with the queries by which each was found. */
export async function changesThatWait(
  reviewed: Reviewed,
  skills: readonly Skill[],
): Promise<readonly DescriptionChange[]> {
  await reviewed.reviews.read()
  const changes: DescriptionChange[] = []
  for (const { path, folder, run, after } of waitingDescriptions(reviewed, skills)) {
    const recorded = await readRecorded(folder, run)
    const skill = skills.find(one => one.path === path)
    if (skill && recorded.ok) changes.push(...changesFound(skill, recorded.value).filter(one => one.after === after))
  }
  return changes
}

const changesFound = (skill: Skill, { request, report }: RecordedRun): readonly DescriptionChange[] =>
  report ? changeFoundBy(skill, { request, report }) : []
