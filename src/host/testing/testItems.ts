import { Range, type TestController, type TestItem, Uri } from 'vscode'
import { caseName, questionOf } from '../../evals/preparing/caseName.ts'
import type { Prepared } from '../../evals/preparing/prepare.ts'
import type { Problem } from '../../problem/problem.ts'
import { explanation } from '../../problem/sentences.ts'
import { counted } from '../../text/numbers.ts'
import { uriOf } from '../editor/files.ts'
import { workspacePath } from '../prompts/promptFiles.ts'
import { promptTitle } from '../prompts/promptTitle.ts'

/** A prompt file in the tree of tests. Its cases are read when it is expanded. */
export function promptItem(controller: TestController, prompt: Uri): TestItem {
  const path = workspacePath(prompt)
  const item = controller.createTestItem(path, promptTitle(path), prompt)
  item.description = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
  item.sortText = path
  item.canResolveChildren = true
  return item
}

/** The cases of a prompt as tests, in the order of their eval set. */
export function caseItems(
  controller: TestController,
  item: TestItem,
  { evalSet }: Pick<Prepared, 'evalSet'>,
): readonly TestItem[] {
  const prompt = item.uri ?? Uri.file(evalSet.path)
  return evalSet.cases.map((found, index) => {
    const question = questionOf(found)
    const label = caseName(found)
    const child = controller.createTestItem(`${item.id}#${found.id}`, label, uriOf(found.path ?? evalSet.path, prompt))
    if (label !== question) child.description = question
    child.sortText = String(index).padStart(8, '0')
    if (found.line !== undefined) child.range = lineRange(found.line)
    return child
  })
}

/** Says in the tree where a prompt stands, and how many cases it has. */
export function showPlace(item: TestItem, { target, evalSet }: Prepared): void {
  item.error = undefined
  item.range = lineRange(target.line)
  item.description = `${folderOf(item)}${counted(evalSet.cases.length, 'case')}`
}

/** Shows in the tree why a prompt has no cases. A missing eval set is not an error. */
export function showTrouble(item: TestItem, problem: Problem): void {
  item.error = problem.code === 'no-eval-set' ? undefined : explanation(problem)
  item.description = `${folderOf(item)}${problem.code === 'no-eval-set' ? 'no eval set' : ''}`
}

/** Where the prompt is, and how many tests it has. */
export const childrenText = (item: TestItem): string => `${folderOf(item)}${counted(item.children.size, 'test')}`

/** The id of a case in its eval set; undefined for a prompt file. */
export const caseIdOf = (item: TestItem): string | undefined =>
  item.parent === undefined ? undefined : item.id.slice(item.parent.id.length + 1)

const folderOf = ({ id }: TestItem): string => {
  const slash = id.lastIndexOf('/')
  return slash < 0 ? '' : `${id.slice(0, slash)} · `
}

const lineRange = (line: number): Range => new Range(line - 1, 0, line - 1, 0)
