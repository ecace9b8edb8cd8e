import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Case, EvalSet } from '../../../../src/evals/evalSet.ts'
import { readEvalSet } from '../../../../src/evals/reading/readEvalSet.ts'
import { type RowFix, withRowFixed } from '../../../../src/host/problems/quickFixes.ts'

// A quick fix of a case changes that case and not a byte of another, in each form; where a form cannot express it, it is
// refused.

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', ' ', ':', '#', '-', "'", '"', '\\', ',', '[', '}', 'é', '|'), minLength: 1 }),
  fc.constantFrom('yes', '007', 'null', '- a', '&a', '---', 'a: b', 'a #b', 'x\ny', '{{q}}', 'true', '=1'),
)
const rows = fc.array(fc.record({ q: text, expected: text }), { minLength: 1, maxLength: 4 })
type Rows = readonly { readonly q: string; readonly expected: string }[]

const json = (value: string): string => JSON.stringify(value)
const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`

const forms: Readonly<Record<string, { path: string; source: (rows: Rows) => string }>> = {
  'YAML in blocks': {
    path: '/w/a.eval.yaml',
    source: all =>
      `# head\ncases:\n${all.map(({ q, expected }, at) => `  # of ${at}\n  - q: ${json(q)} # asked\n    expected: ${json(expected)}  # wanted\n`).join('\n')}# end\n`,
  },
  'YAML in braces': {
    path: '/w/a.eval.yaml',
    source: all => all.map(({ q, expected }) => `- { q: ${json(q)}, expected: ${json(expected)} } # one\n`).join(''),
  },
  JSON: {
    path: '/w/a.eval.json',
    source: all =>
      `{\n  "note": [1, {"cases": []}],\n  "cases": [\n${all.map(({ q, expected }) => `    {"q": ${json(q)},\n     "expected": ${json(expected)}}`).join(',\n')}\n  ]\n}\n`,
  },
  'JSON lines': {
    path: '/w/a.eval.jsonl',
    source: all => all.map(({ q, expected }) => `{ "q": ${json(q)},  "expected":${json(expected)} }\n\n`).join(''),
  },
  CSV: {
    path: '/w/a.eval.csv',
    source: all => `expected,q,note\n${all.map(({ q, expected }) => `${quoted(expected)},${quoted(q)},\n`).join('')}`,
  },
  promptfoo: {
    path: '/w/promptfooconfig.yaml',
    source: all =>
      `prompts: [file://a.txt]\ntests:\n${all.map(({ q, expected }) => `  - vars: {q: ${json(q)}} # one\n    assert: [{type: equals, value: ${json(expected)}}]\n`).join('')}# end\n`,
  },
}

const fixes: readonly RowFix[] = [
  { kind: 'drop-case', title: '' },
  { kind: 'mark-case', title: '', mark: 'disputed', isMarked: true },
  { kind: 'change-label', title: '', label: 'other: "x", # no' },
]

/** What a form leaves to people. A mark in a promptfoo config is not offered: promptfoo would run the case all the same. */
const refused: Readonly<Record<string, readonly RowFix['kind'][]>> = {
  CSV: ['mark-case'],
  promptfoo: ['change-label'],
}
const offered = (form: string): readonly RowFix[] =>
  fixes.filter(({ kind }) => form !== 'promptfoo' || kind !== 'mark-case')

for (const [form, { path, source: written }] of Object.entries(forms))
  for (const isCrlf of [false, true])
    for (const fix of offered(form))
      test(`${fix.kind} in ${form}${isCrlf ? ' with Windows line ends' : ''}: the other cases stand as they stood`, () => {
        fc.assert(
          fc.property(rows, fc.nat(), fc.boolean(), (all, at, isMarked) => {
            const lines = written(all)
            const source = (isMarked ? '\uFEFF' : '') + (isCrlf ? lines.replaceAll('\n', '\r\n') : lines)
            const { cases } = setOf(path, source)
            const chosen = at % cases.length
            const fixed = withRowFixed(fix, path, source, cases[chosen]?.line ?? 0)
            if (refused[form]?.includes(fix.kind)) return void assert.ok(!fixed.ok)
            assert.ok(fixed.ok, JSON.stringify(fixed))
            const [from, to] = stretchOf(source, cases, chosen)
            assert.ok(fixed.value.startsWith(source.slice(0, from)), fixed.value)
            assert.ok(fixed.value.endsWith(source.slice(to)), fixed.value)
            const wanted = cases.flatMap((one, index) =>
              index !== chosen ? [one] : fix.kind === 'change-label' ? [{ ...one, expected: [fix.label] }] : [],
            )
            assert.deepEqual(setOf(path, fixed.value).cases.map(content), wanted.map(content))
            if (fix.kind === 'mark-case') {
              const again = withRowFixed({ ...fix, isMarked: false }, path, fixed.value, cases[chosen]?.line ?? 0)
              assert.deepEqual(again, { ok: true, value: source })
            }
          }),
          { numRuns: 20 },
        )
      })

function setOf(path: string, source: string): Pick<EvalSet, 'cases'> {
  const set = readEvalSet(path, source)
  if (set.ok) return set.value
  assert.equal(set.problem.code, 'eval-set-empty', JSON.stringify(set.problem))
  return { cases: [] }
}

const content = ({ vars, expected, checks }: Case): unknown => [vars, expected, checks]

/** From the line end before the line of a case to the line of the next: what separates them may go with a case. */
function stretchOf(source: string, cases: readonly Case[], at: number): readonly [from: number, to: number] {
  const starts = [0, ...Array.from(source.matchAll(/\r\n|\n/g), match => match.index + match[0].length)]
  const startOf = (one: Case | undefined): number | undefined => one?.line && starts[one.line - 1]
  const isLast = at === cases.length - 1
  const before = isLast && at > 0 ? startOf(cases[at - 1]) : startOf(cases[at])
  return [before ?? 0, startOf(cases[at + 1]) ?? source.length]
}
