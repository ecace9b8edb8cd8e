import { type Uri, window } from 'vscode'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { catalogueRoot } from '../../skills/catalogue/skillFolders.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf, relativePath, workspaceFolderOf } from '../editor/files.ts'
import { mention } from '../editor/notices.ts'
import { findPrompts } from '../prompts/promptFiles.ts'

/** Any skill of the catalogue that is meant: the only one in the workspace, or the one that the user picks. */
export async function pickCatalogue(): Promise<Uri | undefined> {
  const skills = (await findPrompts()).filter(uri => isSkill(pathOf(uri)))
  const catalogues = new Map<string, Uri[]>()
  for (const skill of skills) {
    const root = catalogueRoot(pathOf(skill))
    catalogues.set(root, [...(catalogues.get(root) ?? []), skill])
  }
  const items = [...catalogues].map(([root, [first, ...more]]) => ({
    label: first === undefined ? root : relativePath(workspaceFolderOf(first), first.with({ path: root })) || root,
    description: counted(1 + more.length, 'skill'),
    skill: first,
  }))
  if (items.length > 1) return (await window.showQuickPick(items, { title: 'The skills of which folder?' }))?.skill
  if (items.length === 0) mention({ code: 'no-skills' })
  return items[0]?.skill
}
