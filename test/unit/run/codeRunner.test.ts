import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { CodeResult } from '../../../src/evals/grading/grader.ts'
import { codeRunner } from '../../../src/run/binding/codeRunner.ts'

const runner = codeRunner(400)
after(() => runner.close())
const input = { output: 'Hello', vars: { name: 'Ann' } }

const results: readonly (readonly [code: string, result: CodeResult])[] = [
  ["output === 'Hello'", { type: 'boolean', value: true }],
  ["output === 'Hello';", { type: 'boolean', value: true }],
  ["context.vars.name === 'Ann'", { type: 'boolean', value: true }],
  ["const o = output; o.includes(';') || o.length", { type: 'number', value: 5 }],
  ["const s = 'a;b'; s === 'a;b'", { type: 'boolean', value: true }],
  ['if (output) {\n  return 0.5\n}', { type: 'number', value: 0.5 }],
  ['NaN', { type: 'number', value: Number.NaN }],
  ['(async () => (await 1) + 1)()', { type: 'number', value: 2 }],
  ['({ pass: true, score: 0.3, reason: "so" })', { type: 'grade', pass: true, score: 0.3, reason: 'so' }],
  ['console.log(output) === undefined', { type: 'boolean', value: true }],
  ['output', { type: 'neither', detail: 'string' }],
  ['null', { type: 'neither', detail: 'null' }],
  ['JSON.parse(output)', { type: 'threw', detail: `Unexpected token 'H', "Hello" is not valid JSON` }],
  ['Promise.reject(new Error("no"))', { type: 'threw', detail: 'no' }],
]

for (const [code, result] of results)
  test(`${JSON.stringify(code)} gives ${JSON.stringify(result)}`, async () =>
    assert.deepEqual(await runner.run(code, input), { ok: true, value: result }))

for (const name of ['process', 'require', 'module', 'fetch', 'setTimeout', 'Buffer', 'vars', '__check', '__input'])
  test(`there is no ${name} where code runs`, async () => {
    const found = await runner.run(`typeof ${name} === 'undefined'`, input)
    assert.deepEqual(found, { ok: true, value: { type: 'boolean', value: true } })
  })

test('code cannot make code from text, which is the usual way out', async () => {
  for (const way of ['output.constructor.constructor', 'context.constructor.constructor', 'console.log.constructor']) {
    const found = await runner.run(`${way}('return process')() !== undefined`, input)
    assert.equal(found.ok && found.value.type, 'threw', way)
  }
})

test('an error of Node itself is no way out either', async () => {
  const code = `import('fs').catch(error => error.constructor.constructor('return process')() !== undefined)`
  const found = await runner.run(code, input)
  assert.equal(found.ok && found.value.type, 'threw')
})

for (const [name, code] of [
  ['an endless loop', '(() => { for (;;) {} })()'],
  ['an endless promise', '(async () => { for (;;) await 0 })()'],
  ['an endless pattern', '/^(a+)+$/.test("a".repeat(40) + "b")'],
] as const)
  test(`${name} is ended within its limit, and the next code runs`, async () => {
    const begun = performance.now()
    const found = await runner.run(code, input)
    assert.deepEqual(found, { ok: false, problem: { code: 'code-timed-out', milliseconds: 400 } })
    assert.ok(performance.now() - begun < 4000)
    assert.deepEqual(await runner.run('true', input), { ok: true, value: { type: 'boolean', value: true } })
  })

for (const [name, code] of [
  ['code that does not compile', 'return return'],
  ['a promise that never ends', 'new Promise(() => {})'],
  ['code that closes its own function', '1 }); (function () { return 1'],
  ['code that takes all memory', '(() => { const all = []; for (;;) all.push(Array(1e5).fill(all.length)) })()'],
  ['code that spoils its own result', 'Object.defineProperty(globalThis, "__verdict", { value: "{" }) && true'],
] as const)
  test(`${name} is a problem and no verdict`, async () => {
    const found = await runner.run(code, input)
    assert.ok(!found.ok && ['code-failed', 'code-timed-out'].includes(found.problem.code))
    assert.deepEqual(await runner.run('true', input), { ok: true, value: { type: 'boolean', value: true } })
  })

test('code of many cases at once is run one after another', async () => {
  const found = await Promise.all(
    Array.from({ length: 50 }, (_, index) => runner.run(`output.length + ${index}`, input)),
  )
  assert.deepEqual(
    found.map(one => one.ok && one.value.type === 'number' && one.value.value),
    Array.from({ length: 50 }, (_, index) => index + 5),
  )
})

test('after its end it runs nothing more', async () => {
  const ended = codeRunner()
  ended.close()
  assert.deepEqual(await ended.run('true', input), { ok: false, problem: { code: 'cancelled' } })
})
