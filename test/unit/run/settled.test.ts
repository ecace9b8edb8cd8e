import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { Worker } from 'node:worker_threads'
import { acquire, letGo } from '../../../src/journal/lock.ts'
import { settled } from '../../../src/run/settled.ts'

function lockIn(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-settled-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'a.lock')
}

/** A thread of this process that holds a lock. */
async function threadWith(t: TestContext, lock: string): Promise<Worker> {
  const source = new URL('../../../src/journal/lock.ts', import.meta.url).href
  const taking = `const { parentPort, workerData } = require('node:worker_threads')
    import(workerData.source).then(({ acquire }) => parentPort.postMessage(acquire(workerData.lock)))
    setInterval(() => {}, 1e6)`
  const thread = new Worker(taking, { eval: true, workerData: { source, lock } })
  t.after(() => thread.terminate())
  assert.deepEqual(await once(thread, 'message'), [{ ok: true, value: true }])
  return thread
}

test('the lock of a thread that was ended is free once one has waited for it', async t => {
  const lock = lockIn(t)
  const thread = await threadWith(t, lock)
  await thread.terminate()
  assert.deepEqual(acquire(lock), { ok: true, value: false })
  await settled(lock, new AbortController().signal)
  assert.deepEqual(acquire(lock), { ok: true, value: true })
  letGo(lock)
})

test('the lock of a thread that works is not waited for longer than until it is touched', async t => {
  const lock = lockIn(t)
  await threadWith(t, lock)
  const started = performance.now()
  await settled(lock, new AbortController().signal)
  assert.ok(performance.now() - started < 2500)
  assert.deepEqual(acquire(lock), { ok: true, value: false })
})

test('a lock of another process, of this thread or of nobody is not waited for, nor any once a run is stopped', async t => {
  const [others, own, leftover] = [lockIn(t), lockIn(t), lockIn(t)]
  writeFileSync(others, `${process.ppid} ${encodeURIComponent(hostname())}`)
  acquire(own)
  const started = performance.now()
  for (const lock of [others, own, lockIn(t)]) await settled(lock, new AbortController().signal)
  const thread = await threadWith(t, leftover)
  await thread.terminate()
  await settled(leftover, AbortSignal.abort())
  assert.ok(performance.now() - started < 1000)
  letGo(own)
})
