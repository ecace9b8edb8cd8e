import { promptFormat } from '../../draft.ts'
import { describedReader } from '../../source/markdownFile.ts'

/**
 * An agent's skill. Agents read its body only after choosing the skill, and choose by its description alone; they load
 * none whose description is longer.
 */
export const skill = promptFormat(
  'skill',
  path => /(?:^|\/)SKILL\.md$/i.test(path),
  describedReader({ language: 'skill', what: 'a skill', does: 'load' }),
)
