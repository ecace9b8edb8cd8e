import assert from 'node:assert/strict'
import test from 'node:test'
import { casesFrom, guessRoles, withNamed } from '../../../../src/evals/importing/columnRoles.ts'
import type { Imported } from '../../../../src/evals/importing/imported.ts'
import { personalIn } from '../../../../src/evals/importing/personal.ts'
import { readImported } from '../../../../src/evals/importing/readImported.ts'

const json = (...entries: readonly unknown[]): string => entries.map(entry => JSON.stringify(entry)).join('\n')
const chat = (question: string, answer?: string) => [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: question },
  ...(answer === undefined ? [] : [{ role: 'assistant', content: answer }]),
]

/** The form, the placeholders of the prompt, what was pasted, and the cases: input, answer, and `d` for a draft. */
const table: readonly (readonly [
  form: string,
  placeholders: readonly string[],
  source: string,
  cases: readonly string[],
])[] = [
  [
    'table separated by tabs',
    ['ticket'],
    'Ticket\tLabel\nMug broken\tdamage\nWhere?\t',
    ['1.ticket=Mug broken -> damage', '2.ticket=Where? -> d'],
  ],
  [
    'table separated by tabs',
    ['ticket'],
    'Ticket\tLabel\tNote\nIt says: "now"\tbug\n"two\nlines"\tbilling\tx\n',
    ['ticket=It says: "now" -> bug', 'ticket=two\nlines -> billing'],
  ],
  ['CSV table', ['mail'], 'id,question,answer\n7,"a, b",c\n', ['mail=a, b -> c #7']],
  ['table separated by semicolons', ['q'], 'q;expected\n1;2\n', ['q=1 -> 2']],
  [
    'Markdown table',
    ['city'],
    'See:\n\n| city | country |\n|:-----|--------:|\n| Oslo \\| Bergen | Norway |\n\nMore.',
    ['city=Oslo | Bergen -> d'],
  ],
  ['list of inputs', ['q'], '\nfirst one\n\nsecond, one\n', ['q=first one -> d', 'q=second, one -> d']],
  ['list of inputs', ['q'], 'Input\nfirst\n', ['q=first -> d']],
  ['table separated by tabs', ['q'], 'some text\t\nother\tx\n', ['q=some text -> d', 'q=other -> d']],
  ['list of JSON rows', ['q'], '[{"q": "a", "ideal": "b"},\n {"q": 7, "ideal": true}]', ['q=a -> b', 'q=7 -> true']],
  [
    'chat log of OpenAI messages',
    ['q'],
    json({ messages: chat('hi', 'ho') }, { messages: chat('he') }),
    ['q=hi -> ho d', 'q=he -> d'],
  ],
  [
    'chat log of OpenAI messages',
    [],
    json({
      custom_id: 'a',
      request: { messages: chat('hi') },
      response: { body: { choices: [{ message: { content: 'ho' } }] } },
    }),
    ['input=hi -> ho d'],
  ],
  [
    'chat log of OpenAI messages',
    [],
    json({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'in ' },
            { type: 'text', text: 'parts' },
          ],
        },
      ],
    }),
    ['input=in parts -> d'],
  ],
  [
    'chat log of Langfuse',
    ['q'],
    json(
      { id: 't', traceId: 'x', input: chat('hi'), output: { role: 'assistant', content: 'ho' } },
      { id: 'u', traceId: 'y', input: { messages: chat('he') }, output: 'ha' },
    ),
    ['q=hi -> ho #t d', 'q=he -> ha #u d'].map(one => one.replace(/ #./, '')),
  ],
  [
    'chat log of Langfuse',
    ['topic'],
    JSON.stringify({ data: [{ timestamp: 't', input: { topic: 'cats' }, output: 'meow' }] }),
    ['topic=cats -> meow d'],
  ],
  [
    'chat log of OpenTelemetry',
    ['q'],
    JSON.stringify({
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                {
                  attributes: [
                    {
                      key: 'gen_ai.input.messages',
                      value: {
                        stringValue: JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }]),
                      },
                    },
                    {
                      key: 'gen_ai.output.messages',
                      value: {
                        stringValue: JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: 'ho' }] }]),
                      },
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    }),
    ['q=hi -> ho d'],
  ],
  [
    'chat log of OpenTelemetry',
    ['q'],
    json({
      attributes: {
        'gen_ai.system': 'x',
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': 'hi',
        'gen_ai.completion.0.content': 'ho',
      },
    }),
    ['q=hi -> ho d'],
  ],
  [
    'chat log of OpenTelemetry',
    ['q'],
    json({
      attributes: { 'gen_ai.request.model': 'm' },
      events: [
        { name: 'gen_ai.user.message', attributes: { content: 'hi' } },
        { name: 'gen_ai.choice', attributes: { content: 'ho' } },
      ],
    }),
    ['q=hi -> ho d'],
  ],
  [
    'chat log of OpenAI messages',
    ['q'],
    json(
      {
        messages: [
          ...chat('hi'),
          { role: 'assistant', content: null, tool_calls: [] },
          { role: 'tool', content: '4' },
          { role: 'assistant', content: 'ho' },
        ],
      },
      { messages: [] },
    ),
    ['q=hi -> ho d'],
  ],
  [
    'chat log of Langfuse',
    ['q'],
    `id,timestamp,input,output\nt,2026,"{""messages"":[{""role"":""user"",""content"":""hi""}]}","{""role"":""assistant"",""content"":""ho""}"\n`,
    ['q=hi -> ho d'],
  ],
  [
    'chat log of OpenTelemetry',
    ['q'],
    JSON.stringify(
      ['hi', 'he'].map(said => ({
        resourceSpans: [
          {
            scopeSpans: [
              { spans: [{ attributes: { 'gen_ai.prompt.0.role': 'user', 'gen_ai.prompt.0.content': said } }] },
            ],
          },
        ],
      })),
    ),
    ['q=hi -> d', 'q=he -> d'],
  ],
  [
    'results of promptfoo',
    ['q'],
    JSON.stringify({ results: { results: [{ vars: { q: 'hi' }, response: { output: 'ho' }, success: true }] } }),
    ['q=hi -> ho d'],
  ],
  [
    'results of promptfoo',
    ['q'],
    json({ testCase: { vars: { q: 'hi' } }, response: { output: { a: 1 } }, success: false }),
    ['q=hi -> {"a":1} d'],
  ],
]

function imports(source: string, placeholders: readonly string[]): Imported {
  const read = readImported(source, placeholders)
  assert.ok(read.ok)
  return read.value
}

for (const [form, placeholders, source, cases] of table)
  test(`${form}: ${JSON.stringify(source).slice(0, 70)}`, () => {
    const imported = imports(source, placeholders)
    assert.equal(imported.form, form)
    const made = casesFrom(imported, guessRoles(imported, placeholders), placeholders)
    assert.deepEqual(
      made.cases.map(({ vars, expected, id, draft }) =>
        [
          ...Object.entries(vars).map(([name, value]) => `${name}=${value}`),
          '->',
          ...expected,
          ...(id ? [`#${id}`] : []),
          ...(draft ? ['d'] : []),
        ].join(' '),
      ),
      cases.map(one => one.replace(/^\d\./, '')),
    )
    assert.deepEqual(made.without, [])
  })

test('a row without a value for a placeholder is told with its line', () => {
  const imported = imports('q,expected\n1,2\n,3\n', ['q'])
  assert.deepEqual(casesFrom(imported, guessRoles(imported, ['q']), ['q']).without, [{ line: 3, name: 'q' }])
})

test('columns may be named by hand', () => {
  const imported = imports('a,b,c\n1,2,3\n', ['x', 'y'])
  const roles = withNamed(guessRoles(imported, ['x', 'y']), ['a=x', 'b=expected', 'c=y'], ['x', 'y'])
  assert.ok(!('unknown' in roles))
  const [made] = casesFrom(imported, roles, ['x', 'y']).cases
  assert.deepEqual([made?.vars, made?.expected], [{ x: '1', y: '3' }, ['2']])
  for (const unknown of ['d=x', 'a=z', 'a']) assert.deepEqual(withNamed(roles, [unknown], ['x', 'y']), { unknown })
  const without = withNamed(roles, ['a=nothing', 'b='], ['x', 'y'])
  assert.ok(!('unknown' in without))
  assert.deepEqual([without.get('a'), without.get('b')], [{ kind: 'nothing' }, { kind: 'nothing' }])
})

test('a line of a log that cannot be read, or is of another form, is named', () => {
  const chat = '{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}'
  const imported = imports(`${chat}\n{"broken":\n${chat}\n{"note":"x"}\n`, ['q'])
  assert.deepEqual([imported.form, imported.rows.length], ['chat log of OpenAI messages', 2])
  assert.deepEqual(imported.unread, ['line 2', 'line 4'])
})

test('a row of a table with more cells than columns is named, and the others are read', () => {
  const rows = Array.from({ length: 12 }, (_, at) => (at === 4 ? 'one, two,b' : `t${at},a`))
  const imported = imports(`text,label\n${rows.join('\n')}\n`, ['text'])
  assert.deepEqual([imported.form, imported.rows.length, imported.unread], ['CSV table', 11, ['line 6']])
})

test('the inputs of a data set are taken out of their map or chat', () => {
  const item = { input: { ticket: 'I paid twice.' }, expectedOutput: 'billing', metadata: { by: 'x' } }
  const chat = { input: [{ role: 'user', content: 'Where is it?' }], ideal: 'delivery' }
  const rows = imports(JSON.stringify([item, chat]), ['ticket']).rows.map(({ cells }) => cells)
  assert.deepEqual(rows, [
    { expectedOutput: 'billing', metadata: '{"by":"x"}', ticket: 'I paid twice.' },
    { input: 'Where is it?', ideal: 'delivery' },
  ])
})

for (const source of ['', ' \n', '[]', '{"messages": []'])
  test(`nothing is made of ${JSON.stringify(source)}`, () => {
    const imported = readImported(source, ['q'])
    // What is no JSON is a line of text.
    assert.equal(
      imported.ok ? imported.value.form : undefined,
      source.startsWith('{') ? 'list of inputs' : source === '[]' ? 'list of inputs' : undefined,
    )
  })

for (const [what, source, of] of [
  [
    'rows of which each has a column of its own',
    json(...Array.from({ length: 2000 }, (_, at) => ({ [`k${at}`]: 'x' }))),
    'column',
  ],
  ['a cell of two million characters', json({ q: 'eyJ-'.repeat(500_000) }), 'character'],
  ['more rows than anybody reads', `q\n${'x\n'.repeat(100_001)}`, 'row'],
] as const)
  test(`${what} are not imported at once`, () => {
    const read = readImported(source, ['q'])
    assert.ok(!read.ok && read.problem.code === 'too-much-to-import' && read.problem.of === of)
  })

test('a value that is nested more deeply than can be written is no cell', () => {
  const deep = `{"q":"hi","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  assert.deepEqual(imports(deep, ['q']).columns, ['q'])
})

test('a line of millions of bars or spaces is no table', () => {
  for (const line of ['|-'.repeat(600_000), `${' '.repeat(1_200_000)}x`]) {
    const read = readImported(`a|b\n${line}\nhi\n`, ['q'])
    assert.ok(read.ok ? read.value.form !== 'Markdown table' : read.problem.code === 'too-much-to-import')
  }
})

test('many thousands of addresses in one text are all found, once each', () =>
  assert.equal(personalIn('a@b.cd '.repeat(50_000)).length, 50_000))
