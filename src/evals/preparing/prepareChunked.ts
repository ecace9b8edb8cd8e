import { type Outcome, success } from '../../problem/outcome.ts'
import { placeholdersFor } from '../../prompts/rendering.ts'
import { isStreamed } from '../reading/streamedSet.ts'
import { type CaseChunks, chunksOf, type OpenFile, streamedChunks } from './caseChunks.ts'
import { locate, type Prepared, type PrepareOptions, prepareLocated } from './prepare.ts'

/** A prompt file with its eval set in parts, ready to be scored. */
export type PreparedChunks = Omit<Prepared, 'evalSet'> & { readonly evalSet: CaseChunks }

/**
 * The same as `prepare` for a prompt that is only scored: the rows of a CSV or JSONL file are never all in memory at
 * once, and it fails with the same problems. Sets of other formats are read as a whole.
 */
export async function prepareChunked(
  path: string,
  options: PrepareOptions,
  open: OpenFile,
): Promise<Outcome<PreparedChunks>> {
  const located = await locate(path, options)
  if (!located.ok) return located
  const { prompt, target, pairing } = located.value
  if (pairing.pairedBy !== 'in-file' && pairing.path !== undefined && isStreamed(pairing.path)) {
    const placeholders = placeholdersFor(prompt, target.id)
    const evalSet = await streamedChunks(pairing.path, open, options.files, placeholders, prompt.defaults)
    return evalSet.ok ? success({ ...located.value, evalSet: evalSet.value }) : evalSet
  }
  const prepared = await prepareLocated(located.value, options)
  return prepared.ok ? success({ ...prepared.value, evalSet: chunksOf(prepared.value.evalSet) }) : prepared
}
