import type { Deeds } from '../../models/command/deeds.ts'
import { failure, success } from '../../problem/outcome.ts'
import { type Grader, graderResult, type Judged } from './grader.ts'
import { wantsExpected } from './graderNames.ts'

/** Judges what an agent did. Without an agent there is nothing to judge, which is no verdict. */
const done =
  (is: (deeds: Deeds, wanted: string, judged: Judged) => boolean, wants: string): Grader =>
  async judged => {
    const { deeds } = judged.services
    if (deeds === undefined) return failure({ code: 'no-runner' })
    const { wanted, check } = judged
    // An expected answer is no name of a file or a tool.
    const isNamed = check.value !== undefined || check.values !== undefined || wantsExpected(check.grader)
    if (!isNamed || wanted.length === 0)
      return success({ ...graderResult(false, 'the check names nothing'), broken: true })
    const passed = wanted.some(one => is(deeds, one, judged))
    return success(graderResult(passed, `${wants} ${wanted.join(' or ')}`))
  }

const pathIn = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\//, '')

/** The value is a path in the agent's working folder. */
export const fileExists = done((deeds, path) => Object.hasOwn(deeds.files, pathIn(path)), 'there is no file')

/** The value is a text, and `file` the path of the file that should contain it; any file if absent. */
export const fileContains = done(({ files }, text, { check }) => {
  const all = check.file === undefined ? Object.values(files) : [files[pathIn(check.file)] ?? '']
  return all.some(held => folded(held, check).includes(folded(text, check)))
}, 'no file contains')

/** The value is the name of a tool, and `arguments` a text in the JSON of its arguments, if they matter. */
export const toolCalled = done(
  ({ tools }, name, { check }) =>
    tools.some(tool => tool.name === name && tool.arguments.includes(check.arguments ?? '')),
  'there is no such call of',
)

/** The value is the name of a skill. */
export const skillLoaded = done(({ skills }, name) => skills.includes(name), 'it did not load')

const folded = (text: string, { ignoreCase }: Judged['check']): string => (ignoreCase ? text.toLowerCase() : text)
