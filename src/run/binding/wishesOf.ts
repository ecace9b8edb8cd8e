import type { Wishes } from '../../optimizer/wishes.ts'
import type { Problem } from '../../problem/problem.ts'
import { lockedIn, lostFrom } from '../../prompts/locked.ts'
import { countWords } from '../../text/words.ts'
import type { RunRequest } from '../request.ts'

/** What the user wants of new versions of a text, from the settings, the marks in the text, and earlier reviews. */
export function wishesOf({ settings, reviewed }: Pick<RunRequest, 'settings' | 'reviewed'>, text: string): Wishes {
  const { domain = '', tone = '', language = '', longest, locked = '' } = settings.wishes ?? {}
  return {
    ...(domain !== '' && { domain }),
    ...(tone !== '' && { tone }),
    ...(language !== '' && { language }),
    ...(longest !== undefined && { longest }),
    locked: lockedIn(text, locked.split('\n')),
    kept: reviewed?.accepted ?? [],
    unwanted: reviewed?.rejected ?? [],
  }
}

/** Why a new text is not what the user wants, as far as that can be checked; undefined if it may be. */
export function refuseUnwished({ locked, longest }: Wishes, original: string, text: string): Problem | undefined {
  const lost = lostFrom(locked, original, text)
  if (lost !== undefined) return { code: 'locked-lost', text: lost }
  const words = countWords(text)
  return longest !== undefined && words > longest ? { code: 'over-length', words, limit: longest } : undefined
}
