import { parentPort } from 'node:worker_threads'
import type { Problem } from '../problem/problem.ts'
import type { FromWorker, ToWorker } from '../protocol/worker.ts'
import { draftRun } from '../run/drafting/draftRun.ts'
import { checkHealth } from '../run/health/checkHealth.ts'
import { judgeRun } from '../run/judging/judgeRun.ts'
import { recall } from '../run/recallCase.ts'
import { routeRun } from '../run/routing/routeRun.ts'
import { run } from '../run/run.ts'
import { editorModels } from './askHost.ts'
import { setReader } from './setReader.ts'

/**
 * Receives one request and sends its events. The thread ends by itself after the last event, because nothing keeps it
 * alive.
 */
const port = parentPort
if (port === null) throw new Error('This file is started as a worker thread.')

const cancel = new AbortController()
const tell = (message: FromWorker): void => port.postMessage(message)
const editor = editorModels(tell)
const reader = setReader(tell)

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'start':
      void start(message).finally(() => port.close())
      return
    case 'route':
      void route(message).finally(() => port.close())
      return
    case 'recall':
      void recall(message.request, message.texts, message.caseId)
        .then(answers => tell({ type: 'recalled', answers }))
        .finally(() => port.close())
      return
    case 'draft':
      void draft(message).finally(() => port.close())
      return
    case 'judge':
      void judge(message).finally(() => port.close())
      return
    case 'health':
      void checkHealth(message.request)
        .then(report => tell({ type: 'checked', report }))
        .finally(() => port.close())
      return
    case 'read':
      void reader.read(message.at).finally(() => port.close())
      return
    case 'given':
    case 'listed':
    case 'next':
      reader.answer(message)
      return
    case 'cancel':
      cancel.abort()
      return
    case 'chatted':
      editor.answer(message.id, message.outcome)
      return
    default:
      message satisfies never
  }
})

async function start({ request, resume, keys }: Extract<ToWorker, { type: 'start' }>): Promise<void> {
  await run(request, {
    keys,
    resume,
    emit: tell,
    signal: cancel.signal,
    askEditor: editor.ask,
    now: () => performance.now(),
  })
}

/** Tells of progress at most about ten times a second. */
function telling(type: 'routing' | 'judging'): (done: number, of: number) => void {
  let told = 0
  return (done, of) => {
    if (done < of && performance.now() - told < 100) return
    told = performance.now()
    tell({ type, done, of })
  }
}

/** What work needs beside its request. */
const working = (keys: Readonly<Record<string, string>>) => ({
  keys,
  askEditor: editor.ask,
  signal: cancel.signal,
  now: () => performance.now(),
  onWaiting: (problem: Problem) => tell({ type: 'waiting', problem }),
})

async function route({ request, keys }: Extract<ToWorker, { type: 'route' }>): Promise<void> {
  const context = { ...working(keys), onAnswer: telling('routing') }
  const outcome = await routeRun(request, context)
  if (outcome.ok) tell({ type: 'routed', report: outcome.value })
  else tell({ type: 'failed', problem: outcome.problem, resumable: false })
}

async function draft({ request, keys }: Extract<ToWorker, { type: 'draft' }>): Promise<void> {
  const outcome = await draftRun(request, {
    ...working(keys),
    onReply: requests => tell({ type: 'replied', requests }),
  })
  tell({ type: 'drafted', outcome })
}

async function judge({ request, keys }: Extract<ToWorker, { type: 'judge' }>): Promise<void> {
  const outcome = await judgeRun(request, { ...working(keys), onVerdict: telling('judging') })
  tell({ type: 'judged', outcome })
}
