import { type Outcome, success } from '../../../problem/outcome.ts'
import type { Problem } from '../../../problem/problem.ts'
import type { Case, EvalSet } from '../../evalSet.ts'
import { type Cases, Ids, type RowReader } from '../../reading/caseReader.ts'
import { type MapFile, open } from '../../reading/documents.ts'
import type { BrokenRow, Field, Fields, Row } from '../../reading/fields.ts'
import type { Reading } from '../../reading/reading.ts'
import type { Rows } from '../../reading/rows/rows.ts'
import { configPrompts } from './configPrompts.ts'
import { noTest, readTableRow, readTest, type Test, under } from './promptfooTests.ts'
import { fileIn, filesIn, isCode, type Origin, within } from './references.ts'
import { casesOfTest } from './testCases.ts'

/** Keys at the root that mark a promptfoo config. */
export const configKeys = ['tests', 'defaultTest', 'scenarios', 'prompts', 'providers'] as const

/** Whether a map is a config with tests, in itself or in files that it names. */
export function hasTests(file: MapFile): boolean {
  if (!configKeys.some(key => file.keys.has(key))) return false
  const found = [file.field('tests'), file.field('scenarios')]
  return found.some(field => field !== undefined && (field.list?.length ?? field.text.length) > 0)
}

/** Reads the tests of a promptfoo config, including those in the files that it names. Code is never run. */
export function* readPromptfooConfig(file: MapFile): Reading<Outcome<EvalSet>> {
  const tree = file.tree()
  if (!tree.ok) return tree
  const root = tree.value
  const config = within(file.path, undefined, root)
  const origin = { ...config, prompts: configPrompts(root.map?.prompts, config.folder) }
  const found = new CaseCollector(file.path)
  const shared = yield* sharedTest(root.map?.defaultTest, origin, found)
  yield* gather(root.map?.tests, origin, shared, found)
  for (const scenario of root.map?.scenarios?.list ?? []) yield* gatherScenario(scenario, origin, shared, found)
  return success(found.set())
}

/** Reads the rows of a separate file of promptfoo tests. */
export function promptfooReader(path: string, isTable: boolean): RowReader {
  const ids = new Ids()
  return { checks: [], dialect: 'promptfoo', read: row => rowCases(row, within(path), noTest, isTable, path, ids) }
}

/** Collects cases into a set. */
class CaseCollector {
  readonly path: string
  readonly ids = new Ids()
  readonly cases: Case[] = []
  readonly problems: Problem[] = []

  constructor(path: string) {
    this.path = path
  }

  *add(test: Test, origin: Origin): Reading<void> {
    this.keep(yield* casesOfTest(test, origin, this.path, this.ids))
  }

  keep({ cases, problems }: Cases): void {
    for (const evalCase of cases) this.cases.push(evalCase)
    for (const problem of problems) this.problems.push(problem)
  }

  set(): EvalSet {
    const { path, cases, problems } = this
    return { path, cases, checks: [], dialect: 'promptfoo', exemplars: [], problems }
  }
}

function* sharedTest(field: Field | undefined, origin: Origin, found: CaseCollector): Reading<Test> {
  if (field === undefined) return noTest
  const at = { ...origin, line: field.line ?? origin.line }
  if (field.map) return yield* readTest(asTest(field.map), at)
  const text = yield* fileIn(field.text, at)
  const opened = text.ok ? open(field.text.replace(/#.*$/, ''), text.value) : text
  const tree = opened.ok && opened.value.kind === 'map' ? opened.value.file.tree() : opened
  if (!tree.ok) {
    found.problems.push({ ...tree.problem, place: { path: at.path, line: at.line } })
    return noTest
  }
  return 'map' in tree.value && tree.value.map ? yield* readTest(asTest(tree.value.map), at) : noTest
}

/** What all tests share is read as a test even if it contains only, for example, a description. */
const asTest = (fields: Fields): Fields => (fields.vars ? fields : { ...fields, vars: { text: '', map: {} } })

/** Tests may be in the config, in files that it names, or be given as file names only. */
function* gather(field: Field | undefined, origin: Origin, shared: Test, found: CaseCollector): Reading<void> {
  if (field === undefined) return
  for (const item of field.list ?? [field]) {
    const at = { ...origin, line: item.line ?? field.line ?? origin.line }
    const reference = item.map ? item.map.path?.text : item.text
    if (reference !== undefined && !item.map?.vars && !item.map?.assert) yield* gatherFile(reference, at, shared, found)
    else if (item.map) yield* found.add(under(shared, yield* readTest(item.map, at)), at)
    else
      found.problems.push({ code: 'broken-row', detail: 'it is not a test', place: { path: at.path, line: at.line } })
  }
}

function* gatherFile(reference: string, origin: Origin, shared: Test, found: CaseCollector): Reading<void> {
  const place = { path: origin.path, line: origin.line }
  if (isCode(reference) || /^(?!file:)[a-z][a-z0-9+.-]+:\/\//i.test(reference)) {
    found.problems.push({ code: 'tests-elsewhere', reference, place })
    return
  }
  const paths = yield* filesIn(reference, origin)
  if (paths.length === 0) found.problems.push({ code: 'file-not-found', place: { ...place, path: reference } })
  for (const path of paths) {
    const text = yield* fileIn(path, origin)
    const opened = text.ok ? open(path, text.value) : text
    if (!opened.ok) found.problems.push(opened.problem)
    else if (opened.value.kind === 'rows') {
      if (opened.value.relaxed) found.problems.push(opened.value.relaxed)
      yield* gatherRows(opened.value.rows, withinConfig(path, origin), shared, opened.value.names !== undefined, found)
    } else {
      const tree = opened.value.file.tree()
      const at = withinConfig(path, origin)
      if (tree.ok) yield* found.add(under(shared, yield* readTest(tree.value.map ?? {}, at)), at)
      else found.problems.push(tree.problem)
    }
  }
}

function* gatherRows(rows: Rows, file: Origin, shared: Test, isTable: boolean, found: CaseCollector): Reading<void> {
  for (const row of rows) found.keep(yield* rowCases(row, file, shared, isTable, found.path, found.ids))
}

function* rowCases(
  row: Row | BrokenRow,
  file: Origin,
  shared: Test,
  isTable: boolean,
  setPath: string,
  ids: Ids,
): Reading<Cases> {
  const at = { ...file, line: row.line }
  if ('detail' in row)
    return {
      cases: [],
      problems: [{ code: 'broken-row', detail: row.detail, place: { path: at.path, line: at.line } }],
    }
  const own = yield* isTable ? readTableRow(row.fields, at) : readTest(row.fields, at)
  return yield* casesOfTest(under(shared, own), at, setPath, ids)
}

/** Combines every test of a scenario with every set of variables in its `config`. */
function* gatherScenario(scenario: Field, origin: Origin, shared: Test, found: CaseCollector): Reading<void> {
  for (const data of scenario.map?.config?.list ?? []) {
    const at = { ...origin, line: data.line ?? origin.line }
    const given = under(shared, yield* readTest(asTest(data.map ?? {}), at))
    if (scenario.map?.tests) yield* gather(scenario.map.tests, origin, given, found)
    else yield* found.add(given, at)
  }
}

/** The origin of tests in a file that a config names. */
const withinConfig = (path: string, { folder, prompts }: Origin): Origin => ({
  ...within(path, folder),
  ...(prompts && { prompts }),
  expanded: /\.ya?ml$/i.test(path),
})
