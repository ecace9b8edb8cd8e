import type { Problem } from '../../problem/problem.ts'
import { shortHash } from '../../text/hash.ts'
import { grown, numbering } from '../../text/numbering.ts'
import type { Case, Check, Dialect } from '../evalSet.ts'
import { chatOf, holdsMoreThanText } from './chat.ts'
import { caseProblems, readChecks } from './checks.ts'
import type { BrokenRow, Field, Fields, Row } from './fields.ts'
import { asideMarks, markOf, setAside } from './leftOut.ts'
import type { Reading } from './reading.ts'
import { containers, expectedNames, reserved, splitNames } from './rowNames.ts'
import type { Rows } from './rows/rows.ts'

/** Cases, and the problems found while reading them. */
export interface Cases {
  readonly cases: Case[]
  readonly problems: Problem[]
}

/** Reads the rows of one file, one after another. */
export interface RowReader {
  /** The checks of all its cases. */
  readonly checks: readonly Check[]
  readonly dialect?: Dialect
  /** The target that the rows are about, if a file can only be about one. */
  readonly about?: string
  read(row: Row | BrokenRow): Cases | Reading<Cases>
}

/**
 * The cases that rows stand for; the checks of the set apply to cases without their own. A name in `used` is always a
 * variable, because a prompt or a check uses it.
 */
export function readCases(rows: Rows, path: string, checks: readonly Check[], used?: ReadonlySet<string>): Cases {
  const read = caseReader(path, checks, used)
  const problems: Problem[] = []
  const cases: Case[] = []
  for (const row of rows) {
    const found = read(row)
    cases.push(...found.cases)
    problems.push(...found.problems)
  }
  return { cases, problems }
}

/** The same, one row at a time. */
export function caseReader(
  path: string,
  checks: readonly Check[],
  used: ReadonlySet<string> = new Set(),
): (row: Row | BrokenRow) => Cases {
  const ids = new Ids()
  return row => {
    const place = { path, line: row.line }
    if ('detail' in row) return { cases: [], problems: [{ code: 'broken-row', detail: row.detail, place }] }
    const { evalCase, problems } = readCase(row, path, ids, used)
    const mark = markOf(row.fields, used)
    if (mark) return { cases: [], problems: [setAside(mark, evalCase.id, place)] }
    if (problems.some(({ code }) => code === 'broken-row')) return { cases: [], problems }
    if (holdsMoreThanText(row.fields)) {
      const detail = 'its chat holds more than text, such as an image or the call of a tool'
      return { cases: [], problems: [...problems, { code: 'unsupported-case', id: evalCase.id, detail, place }] }
    }
    return { cases: [evalCase], problems: [...problems, ...caseProblems(evalCase, evalCase.checks ?? checks, place)] }
  }
}

/** Gives every case a unique id. Asking 100,000 times for the same id is as fast as for different ones. */
export class Ids {
  private readonly known = numbering()
  /** How often each id was requested, by its number. */
  private counts = new Uint32Array(64)

  has(id: string): boolean {
    return this.known.find(id) !== undefined
  }

  /** The id itself, or the id with the first number from 2 on that makes it unique. */
  take(id: string): string {
    const found = this.known.find(id)
    let count = 1 + (found === undefined ? 0 : (this.counts[found] ?? 0))
    let taken = count === 1 ? id : `${id}-${count}`
    while (count > 1 && this.has(taken)) taken = `${id}-${++count}`
    this.count(id, count)
    if (taken !== id) this.count(taken, 1)
    return taken
  }

  /** The author's id, or the hash of the case's contents; a second case with the same id is a problem. */
  of(own: string | undefined, content: unknown, place: Problem['place']): { id: string; problems: Problem[] } {
    const named = own?.trim()
    const problems: Problem[] =
      named && this.has(named) ? [{ code: 'duplicate-id', id: named, ...(place && { place }) }] : []
    return { id: this.take(named || shortHash(JSON.stringify(content))), problems }
  }

  private count(id: string, count: number): void {
    const number = this.known.take(id)
    this.counts = grown(this.counts, number + 1)
    this.counts[number] = count
  }
}

function readCase(
  { fields, line }: Row,
  path: string,
  ids: Ids,
  used: ReadonlySet<string>,
): { evalCase: Case; problems: Problem[] } {
  const place = { path, line }
  const content = readContent(fields, used)
  const { vars, expected, messages } = content
  const { id, problems } = ids.of(
    (fields.id ?? fields.testCaseId)?.text,
    messages ? [vars, expected, messages] : [vars, expected],
    place,
  )
  const graded = fields.grader && readChecks(fields.grader, place)
  const splitText = fields.split?.text.trim().toLowerCase() ?? ''
  const split = Object.hasOwn(splitNames, splitText) ? splitNames[splitText] : undefined
  if (splitText !== '' && split === undefined) {
    const detail = `"${splitText}" is not a split; use train, validation or test`
    problems.push({ code: 'broken-row', detail, place })
  }
  const evalCase = { id, ...content, ...(graded && { checks: graded.checks }), ...(split && { split }), line }
  return { evalCase, problems: [...problems, ...(graded?.problems ?? [])] }
}

function readContent(fields: Fields, used: ReadonlySet<string>): Pick<Case, 'vars' | 'expected' | 'messages'> {
  const chat = chatOf(fields)
  const container = containers.find(name => fields[name]?.map)
  const inner = (container !== undefined && fields[container]?.map) || {}
  const mark = markOf(fields, used)
  const outside = (name: string) =>
    name !== container && name !== chat?.name && !reserved.has(name) && (mark === undefined || !isAsideMark(name))
  const outer = Object.fromEntries(
    // Beside an `item`, `sample` holds the answer that a model once gave.
    Object.entries(fields).filter(([name]) => outside(name) && !(container === 'item' && name === 'sample')),
  )
  const names = expectedNames.filter(name => !used.has(name))
  const outerName = names.find(name => Object.hasOwn(outer, name))
  const innerName = outerName === undefined ? names.find(name => Object.hasOwn(inner, name)) : undefined
  const answer = outerName !== undefined ? outer[outerName] : innerName !== undefined ? inner[innerName] : undefined
  const vars = [
    ...Object.entries(outer).filter(([name]) => name !== outerName),
    ...Object.entries(inner).filter(([name]) => name !== innerName),
    ...(chat?.question === undefined ? [] : [['input', { text: chat.question }] as const]),
  ].map(([name, field]) => [name, field.text] as const)
  return {
    vars: Object.fromEntries(vars),
    expected: answer === undefined && chat?.answer !== undefined ? [chat.answer] : readExpected(answer),
    ...(chat?.messages && { messages: chat.messages }),
  }
}

const isAsideMark = (name: string): boolean => asideMarks.some(mark => mark === name)

function readExpected(field: Field | undefined): string[] {
  const texts = field?.list ? field.list.map(({ text }) => text) : field ? [field.text] : []
  return texts.filter(text => text !== '')
}
