import { failure, type Outcome } from '../../problem/outcome.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'
import type { Imported, ImportedRow } from './imported.ts'
import { importable } from './readImported.ts'

/**
 * Reads a folder in which every file is one input, named by its file: in the order of their names, of at most `most`
 * characters together. Hidden files and folders in it are left out; files that hold no text are named as unread.
 */
export async function readFolder(folder: string, files: Files, most: number): Promise<Outcome<Imported>> {
  let length = 0
  const rows: ImportedRow[] = []
  const unread: string[] = []
  const names = (await files.list(folder)).filter(name => !name.endsWith('/') && !name.startsWith('.'))
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const source = await readSourceText(`${folder}/${name}`, files)
    if (!source.ok) {
      unread.push(name)
      continue
    }
    length += source.value.length
    if (length > most) return failure({ code: 'too-large', bytes: length, most, place: { path: folder } })
    rows.push({ line: 1, cells: { id: name, input: source.value.replace(/^\uFEFF/, '').trim() } })
  }
  const read = importable({ form: 'folder of inputs', columns: ['id', 'input'], rows, unread, isLog: false })
  return read.ok ? read : failure({ ...read.problem, place: { path: folder } })
}
