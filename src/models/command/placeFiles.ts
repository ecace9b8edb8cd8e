import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { hasHiddenPart, staysInside } from '../../text/paths/insidePath.ts'
import type { GivenFile } from './givenFile.ts'

/**
 * Copies the files of a case into a fresh folder. Hidden ones are refused: by them an agent that is started there is
 * told of hooks and servers, which it starts without asking.
 */
export function placeFiles(folder: string, files: readonly GivenFile[]): Outcome<void> {
  for (const { path, from, sha256 } of files) {
    const bytes = staysInside(path) && !hasHiddenPart(path) ? readOrNothing(from) : undefined
    if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== sha256)
      return failure({ code: 'case-file-changed', place: { path: from } })
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return success(undefined)
}

function readOrNothing(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
