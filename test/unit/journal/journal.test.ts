import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { beatMs } from '../../../src/journal/account.ts'
import { openAnswers, recallAnswers } from '../../../src/journal/answers/paidAnswers.ts'
import { listRuns, readRun, readScores } from '../../../src/journal/readRun.ts'
import { places } from '../../../src/journal/runPaths.ts'
import { noteScore, openJournal } from '../../../src/journal/writeRun.ts'
import type { Step } from '../../../src/optimizer/trajectory.ts'
import { sha256 } from '../../../src/text/hash.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'gpo-journal-'))
  folders.push(made)
  return made
}
after(() => {
  for (const made of folders) rmSync(made, { recursive: true })
})

const initial = { text: 'Think.', score: 0.5 }
const step = (number: number): Step => ({
  step: number,
  epoch: 1,
  stepSize: 50,
  current: initial,
  shown: [],
  metaPrompt: 'm',
  candidates: [],
  winner: null,
})

function begun(at: string, steps: number): void {
  const journal = openJournal(at, 'a-run')
  assert.ok(journal.ok)
  journal.value.append({ type: 'run', version: 1, at: '2026-01-01T00:00:00Z', request: { id: 'a-run' } })
  journal.value.append({ type: 'baseline', initial })
  for (let number = 1; number <= steps; number++)
    journal.value.append({ type: 'step', step: step(number), elapsedMs: number * 10 })
  journal.value.close()
}

test('a run is read back as it was journaled', async () => {
  const at = folder()
  begun(at, 2)
  const record = await readRun(at, 'a-run')
  assert.deepEqual(record, {
    ok: true,
    value: {
      runId: 'a-run',
      startedAt: '2026-01-01T00:00:00Z',
      request: { id: 'a-run' },
      initial,
      steps: [step(1), step(2)],
      elapsedMs: 20,
      looks: 0,
    },
  })
})

test('why a run stopped is kept until it goes on', async () => {
  const at = folder()
  begun(at, 1)
  const journal = openJournal(at, 'a-run')
  assert.ok(journal.ok)
  journal.value.append({ type: 'failed', at: 'then', reason: 'The key is not accepted.' })
  const stopped = await readRun(at, 'a-run')
  assert.equal(stopped.ok && stopped.value.failure, 'The key is not accepted.')
  journal.value.append({ type: 'step', step: step(2), elapsedMs: 20 })
  journal.value.close()
  const more = await readRun(at, 'a-run')
  assert.equal(more.ok && more.value.failure, undefined)
})

test('a run that goes on after its end has its steps, and counts how often the test cases were opened', async () => {
  const at = folder()
  begun(at, 2)
  const journal = openJournal(at, 'a-run')
  assert.ok(journal.ok)
  journal.value.append({ type: 'ended', at: 'then', report: { comparison: { cases: 9 } } })
  journal.value.append({ type: 'extended', at: 'later', steps: 4, caps: { calls: 90 } })
  journal.value.append({ type: 'step', step: step(3), elapsedMs: 30 })
  const open = await readRun(at, 'a-run')
  assert.ok(open.ok)
  assert.deepEqual(open.value.extension, { from: 2, steps: 4, caps: { calls: 90 } })
  assert.deepEqual([open.value.steps.length, open.value.looks, open.value.report], [3, 1, undefined])
  journal.value.append({ type: 'ended', at: 'then', report: { comparison: null } })
  journal.value.close()
  const over = await readRun(at, 'a-run')
  assert.deepEqual(over.ok && [over.value.looks, over.value.report], [1, { comparison: null }])
})

test('a last line that a killed process left torn is dropped, and cut off before the next is written', async () => {
  const at = folder()
  begun(at, 1)
  appendFileSync(places(at).journal('a-run'), '{"type":"step","st')
  const torn = await readRun(at, 'a-run')
  assert.equal(torn.ok && torn.value.steps.length, 1)
  const journal = openJournal(at, 'a-run')
  assert.ok(journal.ok)
  journal.value.append({ type: 'step', step: step(2), elapsedMs: 20 })
  journal.value.close()
  const whole = await readRun(at, 'a-run')
  assert.equal(whole.ok && whole.value.steps.length, 2)
})

test('a broken line in the middle is a problem with its place', async () => {
  const at = folder()
  begun(at, 1)
  const path = places(at).journal('a-run')
  writeFileSync(path, readFileSync(path, 'utf8').replace('"type":"baseline"', '"type":"nonsense"'))
  const record = await readRun(at, 'a-run')
  assert.deepEqual(!record.ok && record.problem.place, { path, line: 2 })
})

test('a run that was cancelled and resumed has no report until it ends again', async () => {
  const at = folder()
  begun(at, 1)
  const journal = openJournal(at, 'a-run')
  assert.ok(journal.ok)
  journal.value.append({ type: 'ended', at: '', report: { stop: 'cancelled' } })
  const ended = await readRun(at, 'a-run')
  assert.deepEqual(ended.ok && ended.value.report, { stop: 'cancelled' })
  journal.value.append({ type: 'step', step: step(2), elapsedMs: 20 })
  journal.value.close()
  const open = await readRun(at, 'a-run')
  assert.equal(open.ok && 'report' in open.value, false)
})

test('a run that another living process writes is not opened twice, and a dead one’s lock does not matter', () => {
  const at = folder()
  begun(at, 1)
  const { lock } = places(at)
  // Somebody else's process, which may not be sent a signal, lives too.
  for (const living of [process.ppid, process.platform === 'win32' ? process.ppid : 1]) {
    writeFileSync(lock('a-run'), String(living))
    const busy = openJournal(at, 'a-run')
    assert.equal(!busy.ok && busy.problem.code, 'run-busy')
  }
  for (const left of ['999999999', '']) {
    writeFileSync(lock('a-run'), left)
    const free = openJournal(at, 'a-run')
    assert.ok(free.ok)
    free.value.close()
    assert.deepEqual(readdirSync(places(at).runs), ['a-run.jsonl'])
  }
})

test('a killed process that nobody took note of holds no run', { skip: process.platform !== 'linux' }, async () => {
  // The shell becomes another program, which does not know that it has a child.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const [told]: Buffer[] = await once(parent.stdout, 'data')
    const pid = Number(told?.toString())
    while (!/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await setTimeout(10)
    const at = folder()
    begun(at, 1)
    writeFileSync(places(at).lock('a-run'), String(pid))
    const free = openJournal(at, 'a-run')
    assert.ok(free.ok)
    free.value.close()
  } finally {
    parent.kill()
  }
})

test('a name that is no run id leads nowhere', async () => {
  const at = folder()
  begun(at, 1)
  for (const name of ['../runs/a-run', 'A', '', 'a/b', 'missing'])
    assert.equal((await readRun(at, name)).ok, false, name)
})

test('a line that comes after its file was closed is written into no other file', () => {
  const at = folder()
  const late = openAnswers(at, 'a-run')
  late.close()
  const other = openAnswers(at, 'b-run')
  const before = readFileSync(places(at).answersOf('b-run'), 'utf8')
  assert.throws(() => late.keep('k', ['late']))
  assert.equal(readFileSync(places(at).answersOf('b-run'), 'utf8'), before)
  other.close()
})

test('the folder of runs keeps itself out of version control', () => {
  const at = folder()
  begun(at, 0)
  assert.equal(readFileSync(join(places(at).root, '.gitignore'), 'utf8'), '*\n')
})

test('runs are listed oldest first, and one that cannot be read does not hide the others', async () => {
  const at = folder()
  begun(at, 1)
  writeFileSync(join(places(at).runs, 'broken.jsonl'), 'nonsense\n')
  assert.deepEqual(
    (await listRuns(at)).map(({ runId }) => runId),
    ['a-run'],
  )
  assert.deepEqual(await listRuns(join(at, 'nowhere')), [])
})

test('scores are read back in the order they were noted', async () => {
  const at = folder()
  const score = {
    at: '',
    prompt: 'a',
    target: 'body',
    text: 'x',
    evalSet: 'y',
    model: 'demo',
    interval: [0, 1] as const,
    cases: 3,
  }
  noteScore(at, { ...score, score: 0.1 })
  noteScore(at, { ...score, score: 0.2 })
  assert.deepEqual(
    (await readScores(at)).map(noted => noted.score),
    [0.1, 0.2],
  )
})

const nothing = { inputTokens: 0, outputTokens: 0 }

test('whatever answers were kept, by whichever run, are found again, and what was sent is counted', () => {
  const answers = fc.array(
    fc.record({
      key: fc.stringMatching(/^[0-9a-f]{64}$/),
      texts: fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }),
      run: fc.constantFrom('first', 'second'),
    }),
  )
  fc.assert(
    fc.property(answers, kept => {
      const at = folder()
      for (const run of ['first', 'second']) {
        const store = openAnswers(at, run)
        for (const { key, texts } of kept.filter(answer => answer.run === run)) {
          store.settled(store.sent('task', { inputTokens: 20, outputTokens: 30 }), { inputTokens: 2, outputTokens: 3 })
          store.sent('judge', { inputTokens: 7, outputTokens: 1 })
          store.keep(key, texts)
          assert.deepEqual(store.get(key), texts)
        }
        store.close()
      }
      const store = openAnswers(at, 'second')
      for (const { key } of kept) assert.notEqual(store.get(key), undefined)
      const own = kept.filter(answer => answer.run === 'second').length
      assert.deepEqual(store.spent.roles.task, {
        calls: own,
        inputTokens: 2 * own,
        outputTokens: 3 * own,
        broken: nothing,
      })
      // What was never settled counts at the most that it can have cost.
      assert.deepEqual(store.spent.roles.judge, {
        calls: own,
        ...nothing,
        broken: { inputTokens: 7 * own, outputTokens: own },
      })
      store.close()
    }),
    { numRuns: 100 },
  )
})

test('a folder among the answers is passed over', () => {
  const at = folder()
  mkdirSync(join(places(at).answers, 'x.jsonl'), { recursive: true })
  openAnswers(at, 'a-run').close()
})

test('a run that was killed is charged for the time it worked, and for one beat more', () => {
  const at = folder()
  const killed = openAnswers(at, 'a-run')
  killed.worked(2500)
  const resumed = openAnswers(at, 'a-run')
  assert.equal(resumed.spent.workedMs, 2500 + beatMs)
  resumed.worked(5000)
  resumed.close()
  const again = openAnswers(at, 'a-run')
  assert.equal(again.spent.workedMs, 5000)
  again.close()
  killed.close()
})

test('the answers of many ended runs are put into one file, and none is lost, not even to who looks meanwhile', () => {
  const at = folder()
  const { answers, journal } = places(at)
  const key = (number: number) => number.toString(16).padStart(64, '0')
  // One may go on, since it has a journal; one was killed.
  mkdirSync(join(at, '.gpo/runs'), { recursive: true })
  writeFileSync(journal('goes-on'), '')
  for (const run of ['goes-on', ...Array.from({ length: 70 }, (_, number) => `run-${number}`)]) {
    const store = openAnswers(at, run)
    store.settled(store.sent('task', nothing), { inputTokens: 1, outputTokens: 1 })
    store.keep(key(run === 'goes-on' ? 1000 : Number(run.slice(4))), [run])
    store.keep(key(2000), ['again'])
    if (run !== 'run-0') store.close()
    if (run !== 'run-65') continue
    assert.ok(readdirSync(answers).filter(name => name.endsWith('.jsonl')).length > 60)
  }
  const before = recallAnswers(at)
  const opened = openAnswers(at, 'last')
  const names = readdirSync(answers).filter(name => name.endsWith('.jsonl'))
  assert.ok(names.length <= 12, `${names.length} files`)
  assert.ok(names.includes('goes-on.jsonl') && names.includes('run-0.jsonl') && names.includes('last.jsonl'))
  for (const store of [before, opened]) {
    for (let number = 0; number < 70; number++) assert.deepEqual(store.get(key(number)), [`run-${number}`])
    assert.deepEqual(store.get(key(1000)), ['goes-on'])
    assert.deepEqual(store.get(key(2000)), ['again'])
  }
  const again = openAnswers(at, 'goes-on')
  assert.equal(again.spent.roles.task.calls, 1)
  for (const store of [before, opened, again]) store.close()
})

test('a list of keys saves reading, and one that says nonsense loses no answer', () => {
  const at = folder()
  const key = (number: number) => number.toString(16).padStart(64, '0')
  const store = openAnswers(at, 'a-run')
  for (let number = 0; number < 100; number++) store.keep(key(number), [String(number)])
  store.close()
  openAnswers(at, 'b-run').close()
  const list = places(at).answersOf('a-run').replace('.jsonl', '.keys')
  const whole = readFileSync(list)
  const more = openAnswers(at, 'a-run')
  more.keep(key(100), ['100'])
  more.close()
  for (const bytes of [whole, Buffer.alloc(0), Buffer.alloc(500, 255), whole.subarray(0, 100)]) {
    writeFileSync(list, bytes)
    const other = openAnswers(at, 'c-run')
    const found = Array.from({ length: 101 }, (_, number) => other.get(key(number))?.[0])
    other.close()
    assert.deepEqual(
      found,
      Array.from({ length: 101 }, (_, number) => String(number)),
    )
  }
})

test('an answers file with a torn last line and foreign lines still gives what is whole', () => {
  const at = folder()
  const store = openAnswers(at, 'a-run')
  store.keep(sha256('k1'), ['one'])
  store.close()
  appendFileSync(places(at).answersOf('a-run'), `nonsense\n{"key":"${sha256('k2')}","val`)
  const again = openAnswers(at, 'a-run')
  assert.deepEqual(again.get(sha256('k1')), ['one'])
  assert.equal(again.get(sha256('k2')), undefined)
  again.keep(sha256('k3'), ['three'])
  again.close()
  const other = openAnswers(at, 'b-run')
  assert.deepEqual(other.get(sha256('k3')), ['three'])
  other.close()
})
