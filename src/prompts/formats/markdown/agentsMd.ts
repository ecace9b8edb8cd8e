import { promptFormat } from '../../draft.ts'
import { markdownReader } from '../../source/markdownFile.ts'

/** What every coding agent is told in a repository, by the file names that the agents look for. */
export const agentsMd = promptFormat(
  'agents-md',
  path => /(?:^|\/)(?:AGENTS|CLAUDE|GEMINI)\.md$/.test(path),
  markdownReader('system', 'guidance'),
)
