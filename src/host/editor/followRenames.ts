import { type Disposable, workspace } from 'vscode'
import type { Features } from '../features.ts'
import { pathOf } from './files.ts'
import { movedBy } from './moved.ts'

/** Carries over to a renamed file what is stored by its path: what waits, what runs, and the eval set chosen for it. */
export const followRenames = ({ chosen, pending, runs }: Features): Disposable =>
  workspace.onDidRenameFiles(({ files }) => {
    const moved = movedBy(files.map(({ oldUri, newUri }) => ({ from: pathOf(oldUri), to: pathOf(newUri) })))
    runs.move(moved)
    void pending.move(moved)
    void chosen.move(moved)
  })
