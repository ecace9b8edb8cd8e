import { distance } from 'fastest-levenshtein'
import type { EvalSet } from '../../evals/evalSet.ts'
import { withLabel } from '../../evals/marking/changeLabel.ts'
import type { AsideMark } from '../../evals/reading/leftOut.ts'
import { withField } from '../../evals/writing/editRow.ts'
import { withoutRows } from '../../evals/writing/removeRows.ts'
import type { Outcome } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { replaceTarget } from '../../prompts/replaceTarget.ts'
import type { Finding } from './findings.ts'

/** A fix for a finding: one of our commands, a place to go to, or an edit that one undo reverts. */
export type Fix = { readonly title: string; readonly isPreferred?: boolean } & (
  | { readonly kind: 'create-eval-set' }
  | { readonly kind: 'choose-eval-set' }
  | { readonly kind: 'use-eval-set'; readonly path: string }
  | { readonly kind: 'open'; readonly path: string; readonly line: number }
  | { readonly kind: 'optimize-description' }
  | { readonly kind: 'show-routing' }
  /** In the text marked by the finding. */
  | { readonly kind: 'replace'; readonly text: string }
  | { readonly kind: 'insert-placeholder'; readonly name: string }
  /** The row of a case goes. */
  | { readonly kind: 'drop-case' }
  /** The row of a case is marked, so that it is not scored, or its mark goes. */
  | { readonly kind: 'mark-case'; readonly mark: AsideMark; readonly isMarked: boolean }
  /** The case expects another answer. */
  | { readonly kind: 'change-label'; readonly label: string }
)

/** A fix that changes the row of a case. */
export type RowFix = Extract<Fix, { readonly kind: 'drop-case' | 'mark-case' | 'change-label' }>

export const isRowFix = (fix: Fix): fix is RowFix =>
  fix.kind === 'drop-case' || fix.kind === 'mark-case' || fix.kind === 'change-label'

/** The source of an eval set with the case that begins on a line fixed; fails if its form cannot express that. */
export function withRowFixed(fix: RowFix, path: string, source: string, line: number): Outcome<string> {
  switch (fix.kind) {
    case 'mark-case':
      return withField(path, source, line, fix.mark, fix.isMarked ? true : undefined)
    case 'change-label':
      return withLabel(path, source, line, fix.label)
    case 'drop-case':
      return withoutRows(path, source, [line])
  }
}

/** The fixes to offer for a finding, the most likely first. */
export function fixesFor({ problem, columns }: Finding, evalSet: EvalSet | undefined): readonly Fix[] {
  switch (problem.code) {
    case 'no-eval-set':
      return [
        { kind: 'create-eval-set', title: 'Create eval set', isPreferred: true },
        { kind: 'choose-eval-set', title: 'Choose eval set…' },
      ]
    case 'ambiguous-eval-set':
      return [
        ...problem.found
          .slice(0, 5)
          .map(path => ({ kind: 'use-eval-set' as const, title: `Use ${nameOf(path)} as the eval set`, path })),
        { kind: 'choose-eval-set', title: 'Choose eval set…' },
      ]
    case 'unfilled-placeholder':
      return evalSet === undefined ? [] : [...otherNames(problem.name, evalSet, columns !== undefined), openAt(evalSet)]
    case 'unused-variable':
      return [{ kind: 'insert-placeholder', title: `Insert {{${problem.name}}} into the prompt`, name: problem.name }]
    case 'unknown-grader':
      return columns === undefined
        ? []
        : nearest(problem.grader, problem.known).map((text, index) => ({
            kind: 'replace',
            title: `Change to "${text}"`,
            text,
            isPreferred: index === 0,
          }))
    case 'unnamed-grader':
      return columns === undefined
        ? []
        : [{ kind: 'replace', title: 'Write "name" instead', text: 'name', isPreferred: true }]
    case 'misnamed-key':
      return columns === undefined
        ? []
        : [{ kind: 'replace', title: `Change to "${problem.meant}"`, text: problem.meant, isPreferred: true }]
    case 'skill-never-fires':
    case 'skills-collide':
      return [
        { kind: 'optimize-description', title: 'Optimize the description', isPreferred: true },
        { kind: 'show-routing', title: 'Show which skill is loaded' },
      ]
    case 'case-draft':
      return [{ kind: 'mark-case', title: 'Accept this case', mark: 'draft', isMarked: false, isPreferred: true }, drop]
    case 'case-disputed':
      return [{ kind: 'mark-case', title: 'Score this case again', mark: 'disputed', isMarked: false }, drop]
    case 'case-doubted':
      return [...otherLabel(problem.instead, evalSet), ...aside(evalSet)]
    case 'case-contradicts':
      return [...sameLabel(problem, evalSet), ...aside(evalSet)]
    case 'case-dead':
    case 'case-doubled':
    case 'case-flips':
    case 'case-in-prompt':
    case 'case-leaks':
    case 'case-nearly-doubled':
    case 'case-unreachable':
      return aside(evalSet)
    default:
      return []
  }
}

/** What keeps a case from being scored. Promptfoo would run a case that only we leave out. */
const aside = (evalSet: EvalSet | undefined): readonly Fix[] =>
  evalSet?.dialect === 'promptfoo'
    ? [drop]
    : [drop, { kind: 'mark-case', title: 'Mark as disputed: it is not scored', mark: 'disputed', isMarked: true }]

/** What the prompts answer instead, if another case expects it: only then is it known how it is written. */
const otherLabel = (instead: string, evalSet: EvalSet | undefined): readonly Fix[] =>
  evalSet?.dialect !== 'promptfoo' && evalSet?.cases.some(({ expected }) => expected.includes(instead))
    ? [{ kind: 'change-label', title: `Expect "${shortened(instead)}", as the prompts answer`, label: instead }]
    : []

type Contradiction = Extract<Problem, { readonly code: 'case-contradicts' }>

/** The only expected answer of another case that asks the same. */
function sameLabel({ of, asked }: Contradiction, evalSet: EvalSet | undefined): readonly Fix[] {
  const [label, another] = evalSet?.cases.find(({ id }) => id === of)?.expected ?? []
  if (label === undefined || another !== undefined || evalSet?.dialect === 'promptfoo') return []
  return [{ kind: 'change-label', title: `Expect "${shortened(label)}", as "${shortened(asked)}" does`, label }]
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

const drop: Fix = { kind: 'drop-case', title: 'Drop this case' }

/**
 * The source of the prompt file with a placeholder of this name on a new line after the text of its first target;
 * undefined if the format cannot express that. The format itself decides how a placeholder is written.
 */
export function withPlaceholder(file: PromptFile, name: string): string | undefined {
  const [target] = file.targets
  if (target === undefined) return undefined
  for (const written of [`{{${name}}}`, `{${name}}`, `{{$${name}}}`]) {
    const source = replaceTarget(file, target.id, `${target.text}\n\n${written}`)
    const again = source.ok ? readPromptFile(file.path, source.value, file.settings) : undefined
    const asks = again?.ok && again.value.targets.some(({ placeholders }) => placeholders.includes(name))
    if (source.ok && asks) return source.value
  }
  return undefined
}

/** The smallest stretch in which two texts differ. */
export function editBetween(before: string, after: string): { start: number; end: number; text: string } {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let tail = 0
  const most = Math.min(before.length, after.length) - start
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) }
}

/** The placeholder in the same notation, with another name. */
export function renamed(token: string, name: string, other: string): string {
  const from = token.startsWith(inputPrefix) ? inputPrefix.length : 0
  const at = token.indexOf(name, from)
  return at < 0 ? token : token.slice(0, at) + other + token.slice(at + name.length)
}

const inputPrefix = '${input:'

/** A misspelt placeholder probably means one that the cases fill. */
const otherNames = (name: string, evalSet: EvalSet, isPlaced: boolean): readonly Fix[] => {
  if (!isPlaced) return []
  const names = [...new Set(evalSet.cases.flatMap(({ vars }) => Object.keys(vars)))]
  return nearest(name, names).map(text => ({ kind: 'replace', title: `Change to "${text}"`, text }))
}

const openAt = (evalSet: EvalSet): Fix => {
  const [first] = evalSet.cases
  return { kind: 'open', title: 'Open the eval set', path: first?.path ?? evalSet.path, line: first?.line ?? 1 }
}

/** The names with the fewest edits, at most three. */
const nearest = (name: string, known: readonly string[]): readonly string[] =>
  known
    .map(other => ({ other, edits: distance(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ other }) => other)

const nameOf = (path: string): string => path.slice(path.replace(/\/$/, '').lastIndexOf('/') + 1)
