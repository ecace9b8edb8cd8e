import { isDeepStrictEqual } from 'node:util'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { promptStem } from '../evalSetPlaces.ts'
import { folderOf } from '../pairing/paths.ts'
import { isSkill } from '../pairing/skillPlaces.ts'
import { open } from '../reading/documents.ts'
import type { Field, Fields } from '../reading/fields.ts'
import { withoutRows } from '../writing/removeRows.ts'
import type { DataMap } from '../writing/rowData.ts'
import { withYamlRows } from '../writing/yamlRows.ts'
import type { AnswerMark, PlacedMark } from './answerMark.ts'

/** The ending of the names of files of marks. It is not that of eval sets, so nothing in them is scored. */
const marksEnding = '.marks.yaml'

/** Where the marks on a prompt's answers are kept: beside the prompt, for a skill in its folder of evals. */
export function marksPathOf(prompt: string): string {
  const folder = folderOf(prompt)
  return `${isSkill(prompt) ? `${folder}/evals` : folder}/${promptStem(prompt)}${marksEnding}`
}

/**
 * The marks in a file, in order: a list, or one under `marks` or `cases`, as YAML, JSON, JSON lines or CSV. Rows without
 * an answer or a mark are left out.
 */
export function readMarks(path: string, source: string): Outcome<readonly PlacedMark[]> {
  const opened = open(path, source)
  if (!opened.ok) return opened
  const { value } = opened
  const rows = value.kind === 'map' ? (value.file.rows('marks') ?? value.file.rows('cases') ?? []) : value.rows
  return success(Array.from(rows).flatMap(row => ('detail' in row ? [] : (markIn(row.fields, row.line) ?? []))))
}

/** The keys of each part of a row; the first that is present counts. All other keys are variables. */
const names = {
  case: ['case', 'id'],
  expected: ['expected', 'reference', 'ideal'],
  answer: ['answer', 'output', 'response', 'completion'],
  mark: ['mark', 'human', 'verdict', 'label'],
  comment: ['comment', 'reason', 'note'],
} as const

function markIn(fields: Fields, line: number): PlacedMark | undefined {
  const taken = new Set<string>(['vars'])
  const find = (part: keyof typeof names): Field | undefined => {
    const name = names[part].find(one => fields[one] !== undefined)
    if (name !== undefined) taken.add(name)
    return name === undefined ? undefined : fields[name]
  }
  const id = find('case')
  const expected = find('expected')
  const answer = find('answer')
  const mark = find('mark')
  const comment = find('comment')
  const isGood = goodIn(mark?.text ?? '')
  if (answer === undefined || isGood === undefined) return undefined
  const own = fields.vars?.map ?? Object.fromEntries(Object.entries(fields).filter(([name]) => !taken.has(name)))
  const references = expected?.list?.map(({ text }) => text) ?? (expected ? [expected.text] : [])
  return {
    ...(id && id.text !== '' && { case: id.text }),
    vars: Object.fromEntries(Object.entries(own).map(([name, { text }]) => [name, text])),
    expected: references.filter(text => text !== ''),
    answer: answer.text,
    isGood,
    ...(comment && comment.text !== '' && { comment: comment.text }),
    line,
  }
}

function goodIn(text: string): boolean | undefined {
  const said = text.trim().toLowerCase()
  if (['good', 'pass', 'passed', 'true', 'yes', '1', 'correct'].includes(said)) return true
  return ['bad', 'fail', 'failed', 'false', 'no', '0', 'incorrect', 'wrong'].includes(said) ? false : undefined
}

/**
 * The text of a file of marks with one more, in place of an earlier mark on the same answer; `source` is empty if there
 * is no file yet. Every other byte is kept. The result is read again; if it says anything else, this fails with
 * not-writable.
 */
export function withMark(path: string, source: string, mark: AnswerMark): Outcome<string> {
  const before = source === '' ? success([]) : readMarks(path, source)
  if (!before.ok) return before
  const earlier = before.value.filter(one => isAboutSame(one, mark))
  const left =
    earlier.length === 0
      ? success(source === '' ? header : source)
      : withoutRows(
          path,
          source,
          earlier.map(({ line }) => line),
        )
  if (!left.ok) return left
  const written = withYamlRows(path, left.value, [], [rowOf(mark)])
  if (!written.ok) return written
  const after = readMarks(path, written.value)
  const wanted = [...before.value.filter(one => !earlier.includes(one)), { ...mark, line: 0 }]
  const isMeant = after.ok && isDeepStrictEqual(after.value.map(unplaced), wanted.map(unplaced))
  return isMeant
    ? written
    : failure({ code: 'not-writable', detail: 'the mark would be read as something else there', place: { path } })
}

const unplaced = ({ line: _, ...mark }: PlacedMark): AnswerMark => mark

const isAboutSame = (a: AnswerMark, b: AnswerMark): boolean =>
  a.answer === b.answer && isDeepStrictEqual(a.vars, b.vars)

const rowOf = ({ case: id, vars, expected, answer, isGood, comment }: AnswerMark): DataMap => {
  const [only, another] = expected
  return {
    ...(id !== undefined && { case: id }),
    vars,
    ...(only !== undefined && { expected: another === undefined ? only : expected }),
    answer,
    mark: isGood ? 'good' : 'bad',
    ...(comment !== undefined && { comment }),
  }
}

const header = `# Answers that people marked good or bad. The comments are told to the optimizer model in the next run,
# and gpo judge compares the judge of the eval set with the marks. Nothing in here is scored.
`
