import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const projectFolder = join(import.meta.dirname, '../..')

/** An extension that brings language models for tests. */
export const providerFolder = join(import.meta.dirname, 'provider')

/** Logs, screenshots and what tests build; git ignores it. */
export const outputFolder = join(projectFolder, '.test-output')

/** A copy of `examples/` for a suite to change. Its path has no links in it, so that it compares equal to what the editor says. */
export async function copyExamples(): Promise<string> {
  await mkdir(outputFolder, { recursive: true })
  const folder = join(await realpath(await mkdtemp(join(tmpdir(), 'gpo-examples-'))), 'examples')
  await cp(join(projectFolder, 'examples'), folder, { recursive: true })
  return folder
}

/** Removes what `copyExamples` made. */
export async function removeCopy(folder: string): Promise<void> {
  await rm(dirname(folder), { recursive: true, force: true, maxRetries: 5 })
}

/** Where the packaged extension is put for tests. */
export const vsixPath = join(outputFolder, 'gpo-vscode.vsix')

/** Where the project's files are, as the extension's page is told for tests; nobody has such an address. */
export const picturesAddress = 'https://pictures.invalid'
