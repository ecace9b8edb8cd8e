import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { acquire, isHeld, letGo } from '../../../src/journal/lock.ts'

function lockIn(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-lock-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'a.lock')
}

/** A lock as somebody left it so many seconds ago; those of other systems say no more than a process id. */
function left(lock: string, text: string, secondsAgo: number): void {
  writeFileSync(lock, text)
  const then = new Date(Date.now() - secondsAgo * 1000)
  utimesSync(lock, then, then)
}

const here = encodeURIComponent(hostname())

for (const [who, text, secondsAgo, isTaken] of [
  ['of a living process that works', `${process.ppid} ${here}`, 1, true],
  ['of a living process that has the id of its holder, which ended', `${process.ppid} ${here}`, 300, false],
  ['of a process that began at another time', `${process.ppid} ${here} a:1`, 0, process.platform !== 'linux'],
  ['of a process that has ended', `999999999 ${here}`, 0, false],
  ['of a process of another machine that works', '999999999 elsewhere', 1, true],
  ['of a process of another machine that ended', `${process.ppid} elsewhere`, 300, false],
  ['of a thread of this process that ended', `${process.pid} ${here}`, 10, false],
  ['that somebody made in the future', `${process.ppid} ${here}`, -86_400, false],
  ['without a process', '', 0, false],
] as const)
  test(`a lock ${who} is ${isTaken ? 'left alone' : 'taken over'}`, t => {
    const lock = lockIn(t)
    left(lock, text, secondsAgo)
    assert.equal(isHeld(lock), isTaken)
    const taken = acquire(lock)
    assert.equal(taken.ok && taken.value, !isTaken)
    letGo(lock)
  })

test('a lock is touched while it is held, and is nobody’s afterwards', async t => {
  const lock = lockIn(t)
  assert.deepEqual(acquire(lock), { ok: true, value: true })
  left(lock, readFileSync(lock, 'utf8'), 300)
  await setTimeout(1200)
  assert.ok(Date.now() - statSync(lock).mtimeMs < 2000)
  assert.deepEqual(acquire(lock), { ok: true, value: false })
  letGo(lock)
  assert.deepEqual([isHeld(lock), acquire(lock)], [false, { ok: true, value: true }])
  letGo(lock)
})

test('a process that is paused keeps its lock however long, until it ends', {
  skip: process.platform !== 'linux',
}, async t => {
  const lock = lockIn(t)
  const source = JSON.stringify(new URL('../../../src/journal/lock.ts', import.meta.url).href)
  const taking = `const { acquire } = await import(${source}); acquire(process.argv[1]); console.log(); setInterval(() => {}, 1e6)`
  const holder = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', taking, lock], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  holder.kill('SIGSTOP')
  left(lock, readFileSync(lock, 'utf8'), 86_400)
  assert.deepEqual([isHeld(lock), acquire(lock)], [true, { ok: true, value: false }])
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  assert.deepEqual([isHeld(lock), acquire(lock)], [false, { ok: true, value: true }])
  letGo(lock)
})

test('a lock that another took meanwhile is not given back', t => {
  const lock = lockIn(t)
  assert.deepEqual(acquire(lock), { ok: true, value: true })
  left(lock, `${process.ppid} ${here}`, 1)
  letGo(lock)
  assert.ok(isHeld(lock))
})
