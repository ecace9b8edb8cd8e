import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { gpo } from './gpo.ts'

const folder = mkdtempSync(join(tmpdir(), 'gpo-check-'))
after(() => rmSync(folder, { recursive: true }))

writeFileSync(join(folder, 'sum.prompt.md'), 'Add {{q}}.\n')
writeFileSync(
  join(folder, 'sum.eval.yaml'),
  '- {id: a, q: 1 + 1, expected: 2}\n- {id: b, q: 1 + 1, expected: 3}\n- {id: c, q: 2 + 2, expected: 4}\n',
)
writeFileSync(join(folder, 'fine.prompt.md'), 'Add {{q}}.\n')
writeFileSync(join(folder, 'fine.eval.yaml'), '- {q: 1 + 1, expected: 2}\n- {q: 2 + 2, expected: 4}\n')

test('a contradiction is told with its line, and fails the check', async () => {
  const { status, out, err } = await gpo(folder, ['check', 'sum.prompt.md'])
  assert.deepEqual([status, err], [1, ''])
  assert.match(out, /^error: .*sum\.eval\.yaml:2: The case "b" asks the same as "a" and expects something else\./)
  assert.match(
    out,
    /\n3 cases checked, no answers of earlier runs are at hand: 1 finding\nWithout test cases no gain is proven: have 20 different cases or more, or mark some as test\.\n$/,
  )
})

test('cases that are as they should be pass the check', async () => {
  const { status, out } = await gpo(folder, ['check', 'fine.prompt.md'])
  assert.deepEqual(
    [status, out],
    [
      0,
      '2 cases checked, no answers of earlier runs are at hand: 0 findings\nWithout test cases no gain is proven: have 20 different cases or more, or mark some as test.\n',
    ],
  )
})

test('the findings come as one document, and as SARIF with paths relative to the folder', async () => {
  const json = JSON.parse((await gpo(folder, ['check', 'sum.prompt.md', '--json'])).out)
  assert.deepEqual(
    json.findings.map(({ code, severity, case: id, line }: Record<string, unknown>) => [code, severity, id, line]),
    [['case-contradicts', 'error', 'b', 2]],
  )
  const sarif = JSON.parse((await gpo(folder, ['check', 'sum.prompt.md', '--sarif'])).out)
  const [result] = sarif.runs[0].results
  assert.deepEqual([sarif.version, result.ruleId, result.level], ['2.1.0', 'case-contradicts', 'error'])
  assert.deepEqual(result.locations[0].physicalLocation, {
    artifactLocation: { uri: 'sum.eval.yaml' },
    region: { startLine: 2 },
  })
})

test('what earlier runs have answered is told of the cases too', async () => {
  const rows = Array.from({ length: 12 }, (_, at) => `- {id: r${at}, q: "How many is ${at} + 1?", expected: ${at + 1}}`)
  writeFileSync(join(folder, 'more.eval.yaml'), `${rows.join('\n')}\n`)
  writeFileSync(join(folder, 'more.prompt.md'), 'Add {{q}}.\n')
  const args = ['--task-model', 'demo', '--optimizer-model', 'demo', '--evaluation', 'full', '--steps', '2']
  assert.equal((await gpo(folder, ['optimize', 'more.prompt.md', ...args])).status, 0)
  const { prompts } = JSON.parse((await gpo(folder, ['check', 'more.prompt.md', '--json'])).out)
  assert.ok(prompts >= 1, `${prompts}`)
})

test('what the test can show is told, and of which answers there are too few cases', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, at) => `- {q: ${at} of ${at * 7}, expected: ${at < 3 ? 'rare' : at % 2 ? 'odd' : 'even'}}`,
  )
  writeFileSync(join(folder, 'parity.prompt.md'), 'Odd or even: {{q}}.\n')
  writeFileSync(join(folder, 'parity.eval.yaml'), rows.join('\n'))
  const { out } = await gpo(folder, ['check', 'parity.prompt.md'])
  assert.match(
    out,
    /\n16 test cases prove a gain of \d\d points or more in four runs of five, if one case in twenty gets worse\.\n/,
  )
  assert.match(out, /\nfew cases of rare \(3\): gpo cases draft parity\.prompt\.md --about "rare"\n$/)
  const { enough } = JSON.parse((await gpo(folder, ['check', 'parity.prompt.md', '--json'])).out)
  assert.deepEqual([enough.test, enough.few], [16, [{ label: 'rare', cases: 3 }]])
  assert.ok(enough.smallestGain > 0.2 && enough.smallestGain < 0.7)
})

test('a case that flips is found in the answers that several repeats have paid for', async () => {
  let asked = 0
  // Every second answer to the first case is wrong, whoever asks.
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      const isFirst = body.includes('How many is 0 + 1?')
      const sum = /How many is (\d+) \+ 1/.exec(body)?.[1] ?? ''
      const content = isFirst && asked++ % 2 === 1 ? 'none' : `${Number(sum) + 1}`
      const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
          usage,
        }),
      )
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const rows = Array.from(
    { length: 12 },
    (_, at) => `- {id: r${at}, q: "How many is ${at} + 1?", split: validation, expected: "${at + 1}"}`,
  )
  writeFileSync(join(folder, 'flip.eval.yaml'), `${rows.join('\n')}\n`)
  writeFileSync(join(folder, 'flip.prompt.md'), 'Add. {{q}}\n')
  const models = ['--base-url', `http://127.0.0.1:${port}/v1`, '--task-model', 'm', '--optimizer-model', 'm']
  const run = await gpo(folder, [
    'optimize',
    'flip.prompt.md',
    ...models,
    '--repeats',
    '4',
    '--steps',
    '1',
    '--concurrency',
    '1',
  ])
  server.close()
  const before = asked
  const { findings } = JSON.parse((await gpo(folder, ['check', 'flip.prompt.md', '--json'])).out)
  const flips = findings.filter(({ code }: Record<string, unknown>) => code === 'case-flips')
  assert.deepEqual(
    flips.map((one: Record<string, unknown>) => [one.case, one.severity, one.line]),
    [['r0', 'warning', 1]],
    run.err,
  )
  assert.match(flips[0].message, /ask each case several times \(--repeats\)/)
  assert.equal(asked, before)
})
