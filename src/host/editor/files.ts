import { readdir, stat } from 'node:fs/promises'
import { FileType, Uri, workspace } from 'vscode'
import { confined } from '../../disk/confined.ts'
import { largestFile, readPlain } from '../../disk/plainFile.ts'
import { leadingToContents } from '../../disk/realPath.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { decodeUtf8, encodeUtf8 } from '../../text/utf8.ts'

/** The folder in which a file's runs are kept: its workspace folder, otherwise the folder that contains it. */
export function workspaceFolderOf(file: Uri): Uri {
  return workspace.getWorkspaceFolder(file)?.uri ?? Uri.joinPath(file, '..')
}

/** An absolute path with `/`, which the worker's file system also understands if the scheme is `file`. */
export const pathOf = (uri: Uri): string => (uri.scheme === 'file' ? uri.fsPath.replaceAll('\\', '/') : uri.path)

/** The path relative to a folder, with `/`; unchanged if it is outside of the folder. */
export function relativePath(folder: Uri, file: Uri): string {
  const root = pathOf(folder)
  const path = pathOf(file)
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

/** The Uri of a path on the same file system as `beside`. */
export const uriOf = (path: string, beside: Uri): Uri =>
  beside.scheme === 'file' ? Uri.file(path) : beside.with({ path })

/**
 * The files of the workspace, with unsaved changes of open documents. Files elsewhere are read only beside a prompt
 * that is there itself, or if the user has chosen them.
 */
export function editorFiles(beside: Uri, chosen?: string): Files {
  const files = anyFiles(beside)
  if (beside.scheme !== 'file') return files
  return confined([...foldersAround(beside), ...(chosen === undefined ? [] : [chosen, folderOfPath(chosen)])], files)
}

/**
 * The folders that count as the workspace of a file: the open ones that it lies in, else its own. Another open folder
 * may be somebody else's, and what its files name must not be read from here.
 */
const foldersAround = (beside: Uri): readonly string[] => [
  ...(workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file' && relativePath(uri, beside) !== pathOf(beside))
    .map(({ uri }) => pathOf(uri)),
  pathOf(workspaceFolderOf(beside)),
]

/** Whether a file, also one that is yet to be made, is by its real path in the workspace of a prompt. */
export const isInWorkspaceOf = (prompt: Uri, file: Uri): boolean =>
  file.scheme !== 'file' || leadingToContents(foldersAround(prompt))(pathOf(file))

/**
 * Whether a file that the user chose or made may be written: no link leads out of the workspace, or else the folder, that
 * its own path is in. It may be anywhere.
 */
export const isWhereItSays = (file: Uri): boolean => isInWorkspaceOf(file, file)

const folderOfPath = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')))

/** All files that the editor sees; above the workspace only the rules of `.gitignore` files are read. */
export function anyFiles(beside: Uri): Files {
  return {
    read: (path, most) => readBytes(uriOf(path, beside), most),
    async list(folder) {
      if (beside.scheme === 'file') return namesOnDisk(folder)
      const uri = uriOf(folder, beside)
      try {
        // When a file is read as a folder, the editor logs an error with its stack, so its type is checked first.
        if (((await workspace.fs.stat(uri)).type & FileType.Directory) === 0) return []
        const entries = await workspace.fs.readDirectory(uri)
        return entries.map(([name, type]) => ((type & FileType.Directory) !== 0 ? `${name}/` : name))
      } catch {
        return []
      }
    },
  }
}

/**
 * The same as the editor lists, links to folders included. Each question to the editor would take a way to its window
 * and back, which is far where the window is on another machine, and a catalogue of skills has a hundred folders.
 */
async function namesOnDisk(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return await Promise.all(
      entries.map(async entry => {
        const isFolder = entry.isSymbolicLink() ? await leadsToFolder(`${folder}/${entry.name}`) : entry.isDirectory()
        return isFolder ? `${entry.name}/` : entry.name
      }),
    )
  } catch {
    return []
  }
}

const leadsToFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  )

/**
 * The present contents of the file. A document hides the byte order mark and unifies mixed line ends, so it is used
 * only if it has unsaved changes.
 */
async function readBytes(uri: Uri, most?: number): Promise<Outcome<Uint8Array>> {
  const saved = await savedBytes(uri, most)
  const document = workspace.textDocuments.find(document => document.uri.toString() === uri.toString())
  if (document === undefined || !document.isDirty || document.isClosed) return saved
  return success(encodeUtf8(saved.ok && hasMark(saved.value) ? `\uFEFF${document.getText()}` : document.getText()))
}

/**
 * A file on this machine is read with the same checks as at a terminal; the editor itself would wait forever for a
 * pipe.
 */
async function savedBytes(uri: Uri, most: number = largestFile): Promise<Outcome<Uint8Array>> {
  const path = pathOf(uri)
  if (uri.scheme === 'file') return readPlain(path, most)
  try {
    const { type, size } = await workspace.fs.stat(uri)
    if ((type & FileType.File) === 0) return failure({ code: 'file-not-found', place: { path } })
    if (size > most) return failure({ code: 'too-large', bytes: size, most, place: { path } })
    return success(await workspace.fs.readFile(uri))
  } catch {
    return failure({ code: 'file-not-found', place: { path } })
  }
}

/** Whether the file exists, or was deleted while its text is still unsaved in the editor. */
export const isThere = async (uri: Uri): Promise<boolean> => {
  const bytes = await readBytes(uri)
  return bytes.ok || bytes.problem.code !== 'file-not-found'
}

export async function readSavedBytes(uri: Uri): Promise<Uint8Array | undefined> {
  const bytes = await savedBytes(uri)
  return bytes.ok ? bytes.value : undefined
}

/** The whole file as text, including a byte order mark; undefined if it does not exist or is not UTF-8. */
export async function readSource(uri: Uri): Promise<string | undefined> {
  const bytes = await readBytes(uri)
  return bytes.ok ? decodeUtf8(bytes.value) : undefined
}

const hasMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
