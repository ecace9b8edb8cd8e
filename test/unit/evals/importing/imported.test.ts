import assert from 'node:assert/strict'
import test from 'node:test'
import { casesFrom, guessRoles, withNamed } from '../../../../src/evals/importing/columnRoles.ts'
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

for (const [form, placeholders, source, cases] of table)
  test(`${form}: ${JSON.stringify(source).slice(0, 70)}`, () => {
    const imported = readImported(source, placeholders)
    assert.ok(imported)
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
  const imported = readImported('q,expected\n1,2\n,3\n', ['q'])
  assert.ok(imported)
  assert.deepEqual(casesFrom(imported, guessRoles(imported, ['q']), ['q']).without, [{ line: 3, name: 'q' }])
})

test('columns may be named by hand', () => {
  const imported = readImported('a,b,c\n1,2,3\n', ['x', 'y'])
  assert.ok(imported)
  const roles = withNamed(guessRoles(imported, ['x', 'y']), ['a=x', 'b=expected', 'c=y'])
  assert.ok(!('unknown' in roles))
  const [made] = casesFrom(imported, roles, ['x', 'y']).cases
  assert.deepEqual([made?.vars, made?.expected], [{ x: '1', y: '3' }, ['2']])
  assert.deepEqual(withNamed(roles, ['d=x']), { unknown: 'd=x' })
})

for (const source of ['', ' \n', '[]', '{"messages": []'])
  test(`nothing is made of ${JSON.stringify(source)}`, () => {
    const imported = readImported(source, ['q'])
    // What is no JSON is a line of text.
    assert.equal(
      imported?.form,
      source.startsWith('{') ? 'list of inputs' : source === '[]' ? 'list of inputs' : undefined,
    )
  })
