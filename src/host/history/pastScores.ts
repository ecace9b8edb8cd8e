import type { LastScore } from '../../journal/entries.ts'
import { findTarget, readPromptFile } from '../../prompts/readPromptFile.ts'
import { sha256 } from '../../text/hash.ts'
import type { Version } from './versions.ts'

/** A text that a prompt had over one commit or several, with its score if one is kept. */
export interface PastScore {
  /** The first commit with the text. */
  readonly version: Version
  readonly text: string
  readonly score?: LastScore
  /** Whether the score was measured with the eval set as it is now. */
  readonly isOnTheseCases: boolean
}

/**
 * What a prompt's versions score, newest first, without asking a model: only by scores that are kept. A commit that did
 * not change the text adds nothing; versions that had no such text are left out.
 */
export function pastScores(
  versions: readonly Version[],
  target: string,
  scores: readonly LastScore[],
  evalSet: string,
): readonly PastScore[] {
  const past: PastScore[] = []
  for (const version of versions.toReversed()) {
    const file = readPromptFile(`/${version.path}`, version.source)
    const found = file.ok ? findTarget(file.value, target) : file
    if (!found.ok || found.value.text === past.at(-1)?.text) continue
    const { text } = found.value
    past.push({ version, text, ...scoreOf(text) })
  }
  return past.reverse()

  function scoreOf(text: string): Pick<PastScore, 'score' | 'isOnTheseCases'> {
    const hash = sha256(text)
    const own = scores.filter(score => score.target === target && score.text === hash)
    const here = own.filter(score => score.evalSet === evalSet)
    const most = Math.max(...here.map(({ cases }) => cases))
    const score = here.findLast(({ cases }) => cases === most) ?? own.at(-1)
    return { ...(score && { score }), isOnTheseCases: here.length > 0 }
  }
}
