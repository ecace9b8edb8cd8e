import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readEvalSet } from '../../../../src/evals/reading/readEvalSet.ts'
import { withoutRows } from '../../../../src/evals/writing/removeRows.ts'

// However the rows of a file lie on its lines, any of them can be removed at once: the others are read as before and
// keep every byte. If only some of the rows on one line are meant, nobody can know which, so nothing is changed.

const text = fc.string({ unit: fc.constantFrom('a', ' ', ':', '#', ',', '[', ']', '{', '}', "'", '"', '\\', 'é', '-') })
const row = fc.record({ q: text.map(words => `a${words}b`), isRemoved: fc.boolean() })

/** What stands before, between and after the rows. */
interface Layout {
  readonly path: string
  readonly start: string
  readonly between: readonly string[]
  readonly end: readonly string[]
}

const layouts: Readonly<Record<string, Layout>> = {
  'a YAML list in brackets': {
    path: '/w/a.eval.yaml',
    start: '# head\n[',
    between: [', ', ',', ' ,\n  ', ',\n', ',\n\n ', ',\r\n '],
    end: [']\n', '\n]', ',]\n', ' ,\n] # end\n'],
  },
  'a YAML list in brackets under a key': {
    path: '/w/a.eval.yaml',
    start: '\uFEFFcases: [\n  ',
    between: [', ', ',\n  '],
    end: ['\n]\nnote: x\n', ',\n]\n'],
  },
  'a JSON list': {
    path: '/w/a.eval.json',
    start: '\uFEFF[',
    between: [',', ', ', ',\n', '\n, ', ',\r\n\t'],
    end: [']', '\n]\n'],
  },
  'a JSON list under a key': {
    path: '/w/a.eval.json',
    start: '{"note": [{}, {}], "cases": [',
    between: [', ', ',\n  '],
    end: [']}', '], "x": [1, 2]}\n'],
  },
  'a YAML list of lines': {
    path: '/w/a.eval.yaml',
    start: 'cases:\n  - ',
    between: ['\n  - ', ' # one\n  - ', '\n\n  # two\n  - ', '\n  -\n    '],
    end: ['', '\n', ' # last\n# end\n'],
  },
  'JSON lines': { path: '/w/a.eval.jsonl', start: '', between: ['\n', '\n\n', '\r\n'], end: ['', '\n', '\n\n'] },
}

for (const [name, { path, start, between, end }] of Object.entries(layouts))
  test(`any rows of ${name} are removed at once, and no others`, () => {
    const rows = fc.array(fc.tuple(row, fc.constantFrom(...between)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(rows, fc.constantFrom(...end), (placed, last) => {
        const written = placed.map(([{ q }]) => `{"q": ${JSON.stringify(q)}, "expected": "x"}`)
        const source = start + written.map((one, at) => one + (placed[at + 1] ? placed[at]?.[1] : last)).join('')
        const cases = casesIn(path, source)
        assert.equal(cases.length, placed.length)
        const isRemoved = (at: number): boolean => placed[at]?.[0].isRemoved === true
        const removed = cases.filter((_, at) => isRemoved(at)).map(({ line }) => line)
        const left = withoutRows(path, source, removed)
        if (cases.some(({ line }, at) => !isRemoved(at) && removed.includes(line)))
          return void assert.equal(left.ok ? 'written' : left.problem.code, 'not-writable')
        assert.ok(left.ok, JSON.stringify(left))
        const kept = cases.filter((_, at) => !isRemoved(at))
        assert.deepEqual(
          casesIn(path, left.value).map(({ asks }) => asks),
          kept.map(({ asks }) => asks),
        )
        assert.deepEqual(
          written.filter((_, at) => !isRemoved(at)),
          left.value.match(/\{"q": "(?:[^"\\]|\\.)*", "expected": "x"\}/g) ?? [],
        )
        assert.ok(left.value.startsWith(start.slice(0, start.lastIndexOf('\n') + 1)), left.value)
        assert.ok(left.value.endsWith(/\].*$/s.exec(last)?.[0] ?? ''), left.value)
      }),
      { numRuns: 60 },
    )
  })

test('removing rows that a later row repeats by an alias is refused, because the file would no longer be read', () => {
  const left = withoutRows('/w/a.eval.yaml', '- &a {q: 1, expected: 2}\n- {<<: *a, q: 3}\n', [1])
  assert.equal(left.ok ? left.value : left.problem.code, 'not-writable')
})

function casesIn(path: string, source: string): readonly { readonly line: number; readonly asks: unknown }[] {
  const set = readEvalSet(path, source)
  if (set.ok) return set.value.cases.map(({ line, vars, expected }) => ({ line: line ?? 0, asks: { vars, expected } }))
  assert.equal(set.problem.code, 'eval-set-empty', JSON.stringify(set.problem))
  return []
}
