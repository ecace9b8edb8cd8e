import { compileFunction, createContext, Script } from 'node:vm'
import type { CodeAnswer, CodeQuestion } from './codeRunner.ts'

/**
 * Runs the code of checks, one piece at a time, each in an empty context: there is no require, no process, no fetch and
 * no timer, and nothing but texts crosses into it or out of it. Node's contexts are no wall against code that means
 * harm; they keep code that means well from leaning on what is not there for it.
 */
if (process.send === undefined) throw new Error('This file is started as a process that is sent messages.')

process.on('message', (question: CodeQuestion) => process.send?.(evaluate(question)))
process.send('ready')

function evaluate({ code, input, milliseconds }: CodeQuestion): CodeAnswer {
  const context = createContext(Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
    // What a promise leads to happens within the time limit, or never.
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
    // A promise that goes on for ever is terminated with another error than a loop, and is as late.
    return { type: 'late' }
  }
  const said: unknown = context.__verdict
  return typeof said === 'string' ? { type: 'said', text: said } : { type: 'broken', detail: 'its promise never ends' }
}

/** Errors of the context are no errors of ours, so they are asked by name. */
const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)

/**
 * One line is an expression, or declarations with an expression after the last semicolon; several lines are a
 * function's body and return for themselves. So promptfoo has it.
 */
function functionBody(code: string): string {
  const text = code.trimEnd()
  if (text.includes('\n')) return text
  const line = text.trim().replace(/;+$/, '')
  if (!/^(?:const|let|var)\s/.test(line)) return `return ${line}`
  const last = lastSemicolon(line)
  return last < 0 ? line : `${line.slice(0, last + 1)} return ${line.slice(last + 1)}`
}

/** The last semicolon outside of quotes, -1 where there is none. */
function lastSemicolon(line: string): number {
  let last = -1
  for (const match of line.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|;/g))
    if (match[0] === ';') last = match.index
  return last
}

/** Calls the check within its context and leaves what it gave there, as a text. Numbers that JSON lacks are texts too. */
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
