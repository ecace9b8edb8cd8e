import assert from 'node:assert/strict'
import test from 'node:test'
import { summaryPrinter } from '../../../src/cli/output/evalPrinters.ts'
import type { Terminal } from '../../../src/cli/output/terminal.ts'
import { noUsage } from '../../../src/models/usage.ts'
import { sentence } from '../../../src/problem/sentences.ts'

const title = '\u001b]0;title\u0007'

test('what cases, answers and file names hold is nothing that a terminal obeys', async () => {
  let told = ''
  const terminal: Terminal = {
    out: text => {
      told += text
    },
    err: () => undefined,
    drained: async () => undefined,
    cwd: '/w',
    env: {},
    isInteractive: true,
    signal: new AbortController().signal,
  }
  const printer = summaryPrinter(terminal)
  const item = { grade: 0, passed: false, answer: title, expected: [title] }
  await printer.keep([
    { ...item, id: title, name: title, error: null },
    { ...item, id: title, name: title, grade: null, passed: null, error: 'no answer' },
  ])
  await printer.print({
    prompt: 'a',
    evalSet: title,
    pairedBy: 'sibling',
    score: 0,
    interval: null,
    cases: [],
    usage: { ...noUsage, usd: null },
  })
  assert.match(told, /expected .* answered/)
  assert.doesNotMatch(told, /[^\P{Cc}\n]/u)
  assert.doesNotMatch(sentence({ code: 'file-not-found', place: { path: title } }), /\p{Cc}/u)
})
