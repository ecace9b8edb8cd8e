import { Range, type TestController, type TestItem, TestTag } from 'vscode'
import { needs } from '../../evals/grading/needs.ts'
import { marksPathOf } from '../../evals/marking/markFile.ts'
import { openMarks } from '../../evals/marking/openMarks.ts'
import { questionOf } from '../../evals/preparing/caseName.ts'
import type { Prepared } from '../../evals/preparing/prepare.ts'
import { visible, visibleLine } from '../../text/visible.ts'
import { editorFiles, uriOf } from '../editor/files.ts'

/** Marks are run by a profile of their own, because they are put to the judge and not to the prompt. */
export const judgeTag = new TestTag('judge')

const mark = '#judged '

/** Whether a test is a mark on an answer, and not a case. */
export const isMarkItem = ({ id, parent }: TestItem): boolean => parent !== undefined && id.startsWith(parent.id + mark)

/** The marks on answers of a prompt that a judge grades: each passes if the judge says what the person said. */
export async function markItems(
  controller: TestController,
  item: TestItem,
  { prompt, evalSet }: Prepared,
): Promise<readonly TestItem[]> {
  const { uri } = item
  if (uri === undefined || !needs(evalSet).judge) return []
  const path = marksPathOf(prompt.path)
  const marked = await openMarks(evalSet, path, editorFiles(uri))
  if (!marked.ok) return []
  return marked.value.answers.map((answer, index) => {
    const child = controller.createTestItem(
      `${item.id}${mark}${answer.id}`,
      `Judge: ${visible(questionOf(answer.evalCase))}`,
      uriOf(path, uri),
    )
    // Several answers to one question would look alike.
    child.description = `should ${answer.isGood ? 'pass' : 'fail'}: ${visibleLine(answer.answer)}`
    child.tags = [judgeTag]
    child.sortText = `z${String(index).padStart(8, '0')}`
    child.range = new Range(answer.line - 1, 0, answer.line - 1, 0)
    return child
  })
}

/** The id of the mark that a test is about. */
export const markIdOf = ({ id }: TestItem): string => id.slice(id.lastIndexOf(mark) + mark.length)
