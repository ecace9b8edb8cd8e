import { failure, type Outcome } from '../../problem/outcome.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'
import type { Imported, ImportedRow } from './imported.ts'
import { importable, longestCell } from './readImported.ts'

/** Files that are opened at once. More inputs than these are usually in a table. */
const mostFiles = 10_000

/** Bytes of one input. A character of UTF-16 takes at most three in UTF-8. */
const largestInput = 3 * longestCell

/**
 * Reads a folder in which every file is one input, named by its file: in the order of their names, of at most `most`
 * characters together. Hidden files and folders in it are left out; files that hold no text, or more than an input can
 * be, are named as unread. Fails with nothing-to-import, too-much-to-import or too-large.
 */
export async function readFolder(folder: string, files: Files, most: number): Promise<Outcome<Imported>> {
  const place = { path: folder }
  const names = (await files.list(folder)).filter(name => !name.endsWith('/') && !name.startsWith('.'))
  if (names.length > mostFiles)
    return failure({ code: 'too-much-to-import', of: 'file', count: names.length, most: mostFiles, place })
  let length = 0
  const rows: ImportedRow[] = []
  const unread: string[] = []
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const source = await readSourceText(`${folder}/${name}`, files, largestInput)
    if (!source.ok || source.value.length > longestCell) {
      unread.push(name)
      continue
    }
    length += source.value.length
    if (length > most) return failure({ code: 'too-large', bytes: length, most, place })
    rows.push({ line: 1, cells: { id: name, input: source.value.replace(/^\uFEFF/, '').trim() } })
  }
  const read = importable({ form: 'folder of inputs', columns: ['id', 'input'], rows, unread, isLog: false })
  return read.ok ? read : failure({ ...read.problem, place })
}
