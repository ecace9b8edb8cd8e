import { askGit } from '../../disk/askGit.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readSkill } from '../../skills/catalogue/catalogue.ts'
import type { Skill } from '../../skills/catalogue/skillEntry.ts'

/** A valid name of a revision; nothing that git would take for an option. */
const revisionName = /^[\w@][\w./@~^{}-]*$/

/** The skills as they were at a git revision; one that did not exist then is not listed. */
export async function skillsAt(revision: string, skills: readonly Skill[]): Promise<Outcome<readonly Skill[]>> {
  const unknown = failure({ code: 'bad-option', option: '--compare', value: revision, expected: 'a git revision' })
  if (!revisionName.test(revision)) return unknown
  const found: Skill[] = []
  let isKnown = false
  for (const { path } of skills) {
    const at = path.lastIndexOf('/')
    const folder = path.slice(0, at)
    isKnown ||= (await askGit(folder, ['rev-parse', '--quiet', '--verify', `${revision}^{commit}`])) !== undefined
    const source = await askGit(folder, ['cat-file', 'blob', `${revision}:./${path.slice(at + 1)}`])
    const read = source === undefined ? undefined : readSkill(path, source)
    if (read !== undefined && 'description' in read) found.push(read)
  }
  return isKnown ? success(found) : unknown
}
