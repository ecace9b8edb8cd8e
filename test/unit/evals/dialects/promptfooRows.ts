import { promptfooVerdicts, verdictVars } from './promptfooVerdicts.ts'

/** One answer to a test of promptfoo, with the verdict that promptfoo itself gives. */
export interface PromptfooRow {
  readonly answer: string
  readonly assert: readonly object[]
  readonly vars?: Readonly<Record<string, unknown>>
  readonly threshold?: number
  /** What the judge replies, where one is asked. */
  readonly judge?: string
  /** What the embedding model measures, by text. */
  readonly vectors?: Readonly<Record<string, readonly number[]>>
  readonly passes: boolean
  readonly score: number
  /** Set where it is not judged here, but told as a mistake. */
  readonly refused?: boolean
}

const words = 'the quick brown fox jumps over the lazy dog'
const schema = { type: 'object', required: ['city'], properties: { city: { type: 'string', minLength: 3 } } }
const rubric = [{ type: 'llm-rubric', value: 'is polite' }]
const near = { 'A cat.': [1, 0], 'A kitten.': [0.8, 0.6], 'A rock.': [0, 1] }

/** The verdicts are those of promptfoo 0.123.1; scores are given to four places. */
export const promptfooRows: readonly PromptfooRow[] = [
  // Texts
  { answer: 'Paris', assert: [{ type: 'equals', value: 'Paris' }], passes: true, score: 1 },
  { answer: ' Paris\n', assert: [{ type: 'equals', value: 'Paris' }], passes: false, score: 0 },
  { answer: 'paris', assert: [{ type: 'equals', value: 'Paris' }], passes: false, score: 0 },
  { answer: 'Paris', assert: [{ type: 'not-equals', value: 'Rome' }], passes: true, score: 1 },
  { answer: '{"b": 2, "a": 1}', assert: [{ type: 'equals', value: { a: 1, b: 2 } }], passes: true, score: 1 },
  { answer: '{"a": 1}', assert: [{ type: 'equals', value: '{"a":1}' }], passes: false, score: 0 },
  { answer: 'no json', assert: [{ type: 'not-equals', value: { a: 1 } }], passes: true, score: 1 },
  { answer: 'It is Paris.', assert: [{ type: 'contains', value: 'Paris' }], passes: true, score: 1 },
  { answer: 'It is paris.', assert: [{ type: 'contains', value: 'Paris' }], passes: false, score: 0 },
  { answer: 'It is PARIS.', assert: [{ type: 'icontains', value: 'paris' }], passes: true, score: 1 },
  { answer: 'It is Paris.', assert: [{ type: 'not-icontains', value: 'PARIS' }], passes: false, score: 0 },
  { answer: 'red and blue', assert: [{ type: 'contains-any', value: ['green', 'blue'] }], passes: true, score: 1 },
  { answer: 'red and blue', assert: [{ type: 'contains-any', value: 'green, blue' }], passes: true, score: 1 },
  { answer: 'a, b or c', assert: [{ type: 'contains-any', value: '"x, y", "a, b"' }], passes: true, score: 1 },
  { answer: 'red and blue', assert: [{ type: 'contains-all', value: ['red', 'green'] }], passes: false, score: 0 },
  { answer: 'red and blue', assert: [{ type: 'not-contains-all', value: ['red', 'green'] }], passes: true, score: 1 },
  { answer: 'Red and Blue', assert: [{ type: 'icontains-all', value: ['red', 'blue'] }], passes: true, score: 1 },
  { answer: 'Red', assert: [{ type: 'icontains-any', value: ['blue', 'RED'] }], passes: true, score: 1 },
  { answer: 'Dear Ann', assert: [{ type: 'starts-with', value: 'Dear' }], passes: true, score: 1 },
  { answer: ' Dear Ann', assert: [{ type: 'starts-with', value: 'Dear' }], passes: false, score: 0 },
  { answer: 'dear Ann', assert: [{ type: 'not-starts-with', value: 'Dear' }], passes: true, score: 1 },
  { answer: '[1, 2]', assert: [{ type: 'equals', value: [1, 2] }], passes: true, score: 1 },
  { answer: '["1", "2"]', assert: [{ type: 'equals', value: [1, 2] }], passes: false, score: 0 },
  { answer: '["a"]', assert: [{ type: 'not-equals', value: ['a'] }], passes: false, score: 0 },
  { answer: '42', assert: [{ type: 'equals', value: 42 }], passes: true, score: 1 },
  { answer: 'x 7', assert: [{ type: 'contains-any', value: [7, 8] }], passes: true, score: 1 },
  { answer: 'Straße', assert: [{ type: 'icontains', value: 'STRASSE' }], passes: false, score: 0 },
  { answer: 'a\u00a0b', assert: [{ type: 'contains', value: 'a b' }], passes: false, score: 0 },
  { answer: '👍🏽', assert: [{ type: 'contains', value: '👍' }], passes: true, score: 1 },
  // Variables
  { answer: 'z', vars: { a: 'z' }, assert: [{ type: 'equals', value: ' {{- a }}' }], passes: true, score: 1 },
  { answer: 'z!', vars: { a: 'z' }, assert: [{ type: 'equals', value: '{{ a -}} !' }], passes: true, score: 1 },
  { answer: ' z', vars: { a: 'z' }, assert: [{ type: 'equals', value: ' {{- a }}' }], passes: false, score: 0 },
  { answer: '<b>&', vars: { a: '<b>&' }, assert: [{ type: 'equals', value: '{{a}}' }], passes: true, score: 1 },
  // JSON with braces in its texts, and objects that are none
  { answer: 'So { "a": "}" }', assert: [{ type: 'contains-json' }], passes: false, score: 0 },
  { answer: 'So {"a": [1}', assert: [{ type: 'contains-json' }], passes: false, score: 0 },
  { answer: "So {'a': 1}", assert: [{ type: 'contains-json' }], passes: true, score: 1 },
  {
    answer: 'Hi Ann',
    vars: { name: 'Ann' },
    assert: [{ type: 'equals', value: 'Hi {{name}}' }],
    passes: true,
    score: 1,
  },
  {
    answer: 'Hi !',
    vars: { name: 'Ann' },
    assert: [{ type: 'equals', value: 'Hi {{ nobody }}!' }],
    passes: true,
    score: 1,
  },
  { answer: 'axb', vars: { dots: 'a.b' }, assert: [{ type: 'regex', value: '^{{dots}}$' }], passes: true, score: 1 },
  {
    answer: 'a & <b>',
    vars: { text: 'a & <b>' },
    assert: [{ type: 'equals', value: '{{text}}' }],
    passes: true,
    score: 1,
  },
  // Patterns
  { answer: 'order 12', assert: [{ type: 'regex', value: '\\d{2}' }], passes: true, score: 1 },
  { answer: 'order x', assert: [{ type: 'not-regex', value: '\\d' }], passes: true, score: 1 },
  { answer: 'PARIS', assert: [{ type: 'regex', value: 'paris' }], passes: false, score: 0 },
  { answer: '😀', assert: [{ type: 'regex', value: '^.$' }], passes: false, score: 0 },
  // JSON
  { answer: '{"city": "Oslo"}', assert: [{ type: 'is-json' }], passes: true, score: 1 },
  { answer: 'Here: {"city": "Oslo"}', assert: [{ type: 'is-json' }], passes: false, score: 0 },
  { answer: '"text"', assert: [{ type: 'is-json' }], passes: true, score: 1 },
  { answer: '{"city": "Oslo"}', assert: [{ type: 'is-json', value: schema }], passes: true, score: 1 },
  { answer: '{"city": "Os"}', assert: [{ type: 'is-json', value: schema }], passes: false, score: 0 },
  { answer: '{"town": "Oslo"}', assert: [{ type: 'not-is-json', value: schema }], passes: true, score: 1 },
  { answer: '12', assert: [{ type: 'is-json', value: '{"type": "integer", "maximum": 10}' }], passes: false, score: 0 },
  { answer: 'Here: {"city": "Oslo"}.', assert: [{ type: 'contains-json' }], passes: true, score: 1 },
  { answer: 'Here: {city: Oslo,}', assert: [{ type: 'contains-json', value: schema }], passes: true, score: 1 },
  { answer: '{"a": 1} {"city": "Oslo"}', assert: [{ type: 'contains-json', value: schema }], passes: true, score: 1 },
  { answer: 'none [1, 2]', assert: [{ type: 'contains-json' }], passes: false, score: 0 },
  { answer: 'cut off {"city": "Oslo"', assert: [{ type: 'contains-json' }], passes: true, score: 1 },
  // Likeness
  { answer: 'kitten', assert: [{ type: 'levenshtein', value: 'sitting' }], passes: true, score: 1 },
  { answer: 'kitten', assert: [{ type: 'levenshtein', value: 'sitting', threshold: 2 }], passes: false, score: 0 },
  { answer: 'abcdef', assert: [{ type: 'levenshtein', value: '' }], passes: false, score: 0 },
  { answer: words, assert: [{ type: 'rouge-n', value: words }], passes: true, score: 1 },
  { answer: 'the brown fox jumps', assert: [{ type: 'rouge-n', value: words }], passes: false, score: 0.6154 },
  {
    answer: "The fox, it doesn't jump.",
    assert: [{ type: 'rouge-n', value: 'the fox does not jump', threshold: 0.5 }],
    passes: true,
    score: 0.6154,
  },
  { answer: 'a red house', assert: [{ type: 'not-rouge-n', value: words }], passes: true, score: 1 },
  { answer: words, assert: [{ type: 'bleu', value: words }], passes: true, score: 1 },
  { answer: 'the quick brown fox jumps', assert: [{ type: 'bleu', value: words }], passes: false, score: 0.4493 },
  { answer: 'the quick fox', assert: [{ type: 'bleu', value: ['the quick fox', words] }], passes: true, score: 1 },
  { answer: 'a red house', assert: [{ type: 'not-bleu', value: words }], passes: true, score: 1 },
  // Embeddings
  { answer: 'A cat.', vectors: near, assert: [{ type: 'similar', value: 'A kitten.' }], passes: true, score: 0.8 },
  {
    answer: 'A cat.',
    vectors: near,
    assert: [{ type: 'similar', value: 'A kitten.', threshold: 0.9 }],
    passes: false,
    score: 0.8,
  },
  { answer: 'A cat.', vectors: near, assert: [{ type: 'not-similar', value: 'A rock.' }], passes: true, score: 1 },
  // A judge
  {
    answer: 'Please.',
    judge: '{"pass": true, "score": 0.9, "reason": "ok"}',
    assert: rubric,
    passes: true,
    score: 0.9,
  },
  {
    answer: 'No!',
    judge: 'So: {"reason": "rude", "pass": false, "score": 0}',
    assert: rubric,
    passes: false,
    score: 0,
  },
  { answer: 'Hm.', judge: '{"pass": true}', assert: rubric, passes: true, score: 1 },
  {
    answer: 'Hm.',
    judge: '{"pass": true, "score": 0.5, "reason": "so so"}',
    assert: [{ type: 'llm-rubric', value: 'is polite', threshold: 0.6 }],
    passes: false,
    score: 0.5,
  },
  {
    answer: 'No!',
    judge: '{"pass": false, "score": 0.2, "reason": "rude"}',
    assert: [{ type: 'not-llm-rubric', value: 'is polite' }],
    passes: true,
    score: 0.8,
  },
  // Code
  { answer: 'Hello', assert: [{ type: 'javascript', value: 'output.length === 5' }], passes: true, score: 1 },
  { answer: 'Hello', assert: [{ type: 'javascript', value: 'output.length / 10' }], passes: true, score: 0.5 },
  {
    answer: 'Hello',
    assert: [{ type: 'javascript', value: 'output.length / 10', threshold: 0.6 }],
    passes: false,
    score: 0.5,
  },
  {
    answer: 'Hello',
    vars: { name: 'Hell' },
    assert: [{ type: 'javascript', value: 'const start = context.vars.name;\nreturn output.startsWith(start);' }],
    passes: true,
    score: 1,
  },
  { answer: 'a;b', assert: [{ type: 'javascript', value: "const o = output; o === 'a;b'" }], passes: true, score: 1 },
  { answer: 'Hello', assert: [{ type: 'javascript', value: 'JSON.parse(output).ok' }], passes: false, score: 0 },
  { answer: 'Hello', assert: [{ type: 'javascript', value: 'output' }], passes: false, score: 0 },
  { answer: 'Hello', assert: [{ type: 'not-javascript', value: 'output.length > 9' }], passes: true, score: 1 },
  {
    answer: 'Hello',
    assert: [{ type: 'javascript', value: '({ pass: false, score: 0.4, reason: "so" })' }],
    passes: false,
    score: 0.4,
  },
  // Several together
  {
    answer: 'red',
    assert: [
      { type: 'contains', value: 'red' },
      { type: 'contains', value: 'blue' },
    ],
    passes: false,
    score: 0.5,
  },
  {
    answer: 'red',
    threshold: 0.5,
    assert: [
      { type: 'contains', value: 'red' },
      { type: 'contains', value: 'blue' },
    ],
    passes: true,
    score: 0.5,
  },
  {
    answer: 'red',
    threshold: 0.5,
    assert: [
      { type: 'contains', value: 'red' },
      { type: 'contains', value: 'blue', weight: 2 },
    ],
    passes: false,
    score: 0.3333,
  },
  {
    answer: 'red',
    assert: [
      { type: 'contains', value: 'red' },
      { type: 'contains', value: 'blue', weight: 0 },
    ],
    passes: true,
    score: 1,
  },
  { answer: 'red', assert: [{ type: 'contains', value: 'blue', weight: 0 }], passes: true, score: 0 },
  {
    answer: 'red',
    threshold: 0,
    assert: [{ type: 'contains', value: 'blue' }],
    passes: true,
    score: 0,
  },
  {
    answer: 'red',
    assert: [
      {
        type: 'assert-set',
        threshold: 0.5,
        assert: [
          { type: 'equals', value: 'red' },
          { type: 'equals', value: 'blue' },
        ],
      },
    ],
    passes: true,
    score: 0.5,
  },
  {
    answer: 'red',
    assert: [
      { type: 'contains', value: 'red' },
      {
        type: 'assert-set',
        weight: 3,
        assert: [
          { type: 'equals', value: 'red' },
          { type: 'equals', value: 'blue' },
        ],
      },
    ],
    passes: false,
    score: 0.625,
  },
  {
    answer: 'red',
    assert: [
      { type: 'contains', value: 'red' },
      { type: 'assert-set', weight: 0, assert: [{ type: 'equals', value: 'blue' }] },
    ],
    passes: false,
    score: 1,
  },
  ...promptfooVerdicts.map(([answer, assertion, passes, score, refused]) => ({
    answer,
    assert: [assertion],
    vars: verdictVars,
    passes,
    score,
    ...(refused && { refused: true }),
  })),
]
