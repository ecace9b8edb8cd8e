import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { EvalSet } from '../evalSet.ts'
import { isSkillUp } from '../pairing/skillSpecs.ts'
import { readCases } from '../reading/caseReader.ts'
import { answer, readChecks } from '../reading/checks.ts'
import type { MapFile } from '../reading/documents.ts'
import type { Reading } from '../reading/reading.ts'
import { unparsable } from '../reading/rows/rows.ts'
import { setKeys, unreadKeys } from '../reading/unreadKeys.ts'
import { readM365 } from './m365.ts'
import { configKeys, readPromptfooConfig } from './promptfoo/config.ts'
import { isSkillQueries, readSkillEvals, readSkillQueries } from './skillEvals.ts'
import { isSkillScenarios, readSkillScenarios } from './skillScenarios.ts'
import { readVally } from './vally.ts'
import { readWaza } from './waza.ts'

/** A format of eval sets whose root is a map. Only the keys tell which tool's format it is. */
interface EvalFormat {
  matches(file: MapFile): boolean
  read(file: MapFile): Outcome<EvalSet> | Reading<Outcome<EvalSet>>
}

/** In the order in which they are tried: keys that only one tool uses come before keys that several share. */
const formats: readonly EvalFormat[] = [
  { matches: ({ keys }) => keys.has('stimuli'), read: readVally },
  { matches: ({ keys }) => keys.has('skill') && keys.has('tasks'), read: readWaza },
  { matches: isSkillUp, read: readSkillUp },
  { matches: isSkillScenarios, read: readSkillScenarios },
  { matches: isSkillQueries, read: readSkillQueries },
  { matches: file => file.rows('evals') !== undefined, read: readSkillEvals },
  { matches: file => file.keys.has('schemaVersion') && file.rows('items') !== undefined, read: readM365 },
  { matches: file => file.rows('cases') !== undefined || isBare(file), read: readOwn },
  { matches: ({ keys }) => configKeys.some(key => keys.has(key)), read: readPromptfooConfig },
]

/** Nothing stands below `cases:`, as when its last case was dropped. */
const isBare = ({ keys, field }: MapFile): boolean => keys.has('cases') && field('cases') === undefined

export function* formatOfMap(file: MapFile): Reading<Outcome<EvalSet>> {
  const format = formats.find(({ matches }) => matches(file))
  if (!format) return unparsable(file.path, 'neither a list of cases nor a map with "cases"', 1)
  const set = format.read(file)
  return 'ok' in set ? set : yield* set
}

/** This project's own format: `cases`, and a `grader` for all of them. */
function readOwn(file: MapFile): Outcome<EvalSet> {
  const { path } = file
  const grader = file.field('grader')
  const graded = grader ? readChecks(grader, { path, line: grader.line ?? 1 }) : { checks: [answer], problems: [] }
  const { cases, problems } = readCases(file.rows('cases') ?? [], path, graded.checks)
  const unread = unreadKeys(file.keys, setKeys, file.field, { path, line: 1 })
  return success({
    path,
    cases,
    checks: graded.checks,
    exemplars: [],
    problems: [...unread, ...graded.problems, ...problems],
  })
}

function readSkillUp({ path, field }: MapFile): Outcome<EvalSet> {
  const line = field('schema_version')?.line ?? 1
  const detail = 'its cases are run by a coding agent in a workspace, and here a model only answers'
  return failure({ code: 'unsupported-eval-set', tool: 'skill-up', detail, place: { path, line } })
}
