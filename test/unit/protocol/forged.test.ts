import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readFromPage } from '../../../src/protocol/guards.ts'
import { readFromHealthPage } from '../../../src/protocol/healthGuards.ts'
import { readFromRoutingPage } from '../../../src/protocol/routingGuards.ts'

/** What the host reads from each page, and what a message of that page may bring besides numbers. */
const pages = [
  ['a run', readFromPage, ['caseId', 'of', 'as']],
  ['a routing', readFromRoutingPage, ['at']],
  ['the health of an eval set', readFromHealthPage, []],
] as const

const types = [
  ...['ready', 'cancel', 'resume', 'goOn', 'endComparison', 'review', 'compare', 'answers', 'keep'],
  ...['route', 'openQuery', 'openSkill', 'optimizeSkill', 'draftQueries'],
  ...['checkCases', 'checkJudge', 'alignJudge', 'openCase', 'draftFor', 'openMark', 'fixCase'],
]

const numbers = fc.oneof(
  fc.nat(9),
  fc.constantFrom(-1, 0.5, NaN, Infinity, 1e308, 2 ** 53, '1', null, [1], { valueOf: 1 }),
)

/** Messages as a script in the page could forge them: of every type, with paths, texts and names of every object's own. */
const forged = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom(...types),
      fc.constantFrom('toString', '__proto__', 'constructor', 'write', 7, null),
    ),
    step: numbers,
    candidate: numbers,
    index: numbers,
    fix: numbers,
    at: fc.oneof(numbers, fc.string()),
    caseId: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '../../x', 'x'.repeat(100_000), 3, null)),
    of: fc.constantFrom('initial', 'winner', '__proto__', 'text'),
    as: fc.constantFrom('good', 'bad', 'expected', 'toString'),
    runId: fc.constantFrom('20260101-000000-aaaaaa', '../x'),
    path: fc.constantFrom('/etc/passwd', '..'),
    text: fc.string(),
  },
  { requiredKeys: ['type'] },
)

for (const [what, read, texts] of pages)
  test(`of a forged message from the page of ${what} nothing comes through but its type, numbers and ${texts.join(', ') || 'nothing else'}`, () => {
    let passed = 0
    fc.assert(
      fc.property(forged, raw => {
        const message = read(raw)
        if (message === undefined) return
        passed++
        assert.equal(Object.getPrototypeOf(message), Object.prototype)
        for (const [name, value] of Object.entries(message)) {
          if (name === 'type') assert.ok(types.includes(String(value)))
          else if (texts.some(text => text === name)) assert.equal(typeof value, 'string')
          else assert.ok(Number.isSafeInteger(value) && Number(value) >= 0, `${name}: ${String(value)}`)
        }
      }),
      { numRuns: 2000 },
    )
    assert.ok(passed > 50, `${passed} passed`)
  })

for (const [what, read] of pages)
  for (const raw of [
    undefined,
    null,
    'ready',
    7,
    [],
    ['ready'],
    new Map([['type', 'ready']]),
    JSON.parse('{"__proto__":{"type":"ready"}}'),
  ])
    test(`the page of ${what} is not heard where it sends ${raw instanceof Map ? 'a map' : JSON.stringify(raw)}`, () =>
      assert.equal(read(raw), undefined))
