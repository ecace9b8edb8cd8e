import { compileFunction, createContext, Script } from 'node:vm'
import type { CodeAnswer, CodeQuestion } from './codeRunner.ts'

/**
 * Runs the code of checks, one piece at a time, each in an empty context without require, process, fetch and timers;
 * only texts pass in and out. Node's contexts do not protect against malicious code; they keep well-meant code from
 * relying on things that are not available.
 */
if (process.send === undefined) throw new Error('This file is started as a process that is sent messages.')

process.on('message', (question: CodeQuestion) => process.send?.(evaluate(question)))
process.send('ready')

function evaluate({ code, input, milliseconds }: CodeQuestion): CodeAnswer {
  const context = createContext(Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
    // Promise callbacks run within the time limit or not at all.
    microtaskMode: 'afterEvaluate',
  })
  try {
    context.__check = compileFunction(functionBody(code), ['output', 'context'], { parsingContext: context })
  } catch (error) {
    return { type: 'broken', detail: messageOf(error) }
  }
  context.__input = JSON.stringify(input)
  try {
    frame.runInContext(context, { timeout: milliseconds })
  } catch {
    // An endless promise is terminated with another error than an endless loop, but is just as late.
    return { type: 'late' }
  }
  const said: unknown = context.__verdict
  return typeof said === 'string' ? { type: 'said', text: said } : { type: 'broken', detail: 'its promise never ends' }
}

/** The context has its own error classes, so errors are recognised by name. */
const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)

/**
 * As in promptfoo: one line is an expression, possibly after declarations that end with a semicolon; several lines are
 * a function body with its own return.
 */
function functionBody(code: string): string {
  const text = code.trimEnd()
  if (text.includes('\n')) return text
  const line = text.trim().replace(/;+$/, '')
  if (!/^(?:const|let|var)\s/.test(line)) return `return ${line}`
  const last = lastSemicolon(line)
  return last < 0 ? line : `${line.slice(0, last + 1)} return ${line.slice(last + 1)}`
}

/** The position of the last semicolon outside of quotes; -1 if there is none. */
function lastSemicolon(line: string): number {
  let last = -1
  for (const match of line.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|;/g))
    if (match[0] === ';') last = match.index
  return last
}

/** Calls the check within its context and leaves the result there as a text. Numbers that JSON lacks are texts too. */
const frame = new Script(`{
  const { __check, __input } = globalThis
  const { parse, stringify } = JSON
  const { output, ...context } = parse(__input)
  const quiet = () => undefined
  delete globalThis.__check
  delete globalThis.__input
  globalThis.console = { log: quiet, info: quiet, warn: quiet, error: quiet, debug: quiet }
  const isGrade = ({ pass, score, reason }) =>
    typeof pass === 'boolean' && typeof score === 'number' && typeof reason === 'string'
  const say = found => {
    if (typeof found === 'boolean') return { type: 'boolean', value: found }
    if (typeof found === 'number') return { type: 'number', value: found + '' }
    if (typeof found !== 'object' || found === null || !isGrade(found))
      return { type: 'neither', detail: found === null ? 'null' : typeof found }
    return { type: 'grade', pass: found.pass, score: found.score + '', reason: found.reason }
  }
  const threw = error => ({ type: 'threw', detail: error instanceof Error ? error.message + '' : 'no error' })
  Promise.resolve()
    .then(() => __check(output, context))
    .then(say)
    .catch(threw)
    .then(found => { globalThis.__verdict = stringify(found) })
}`)
