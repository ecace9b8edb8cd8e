import type { SplitName } from '../evalSet.ts'

/** Fields in which a row may keep its variables, instead of having them side by side. */
export const containers: readonly string[] = ['vars', 'inputs', 'input', 'args', 'item', 'data']

/** The names of the reference answer in the eval sets of other tools; the first that a row has counts. */
export const expectedNames: readonly string[] = [
  'expected',
  'ideal',
  'reference',
  'expected_output',
  'expected_response',
  'ground_truth',
  'target',
  'label',
  'answer',
  'output',
  'completion',
]

/** What other tools call the three splits. */
export const splitNames: Readonly<Record<string, SplitName>> = {
  train: 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  eval: 'validation',
  dev: 'validation',
  test: 'test',
}

/** Fields that describe the case and are not variables. */
export const reserved: ReadonlySet<string> = new Set(['id', 'testCaseId', 'grader', 'split'])
