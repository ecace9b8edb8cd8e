import { random } from '../../../src/text/random.ts'
import type { Attack, Ground } from '../attack.ts'
import { evaluate } from '../attack.ts'

const typed = evaluate('b.prompt.md')

const beside = (make: (ground: Ground) => void) => (ground: Ground) => {
  ground.write('b.prompt.md', 'Say {{input}}')
  make(ground)
}

const gib2 = 2 ** 31

const tokens = '3,000,000 tokens a YAML file'
const tooManyTokens = /it has more than 3,000,000 tokens/
const message = "messages: [{ role: user, content: 'Say {{input}}' }]\n"

/** YAML of a kind that takes more time and memory than others of its size; what `says` something is refused. */
const wastefulYaml: Readonly<
  Record<string, { readonly source: () => string; readonly limit: string; readonly says?: RegExp }>
> = {
  '100,000 keys with one name': { source: () => 'a: b\n'.repeat(100_000) + message, limit: tokens },
  '100,000 mistakes': {
    source: () => `${message}more: [${','.repeat(100_000)}]\n`,
    limit: '100 mistakes',
    says: /Unexpected ,/,
  },
  '200,000 comments': { source: () => '# x\n'.repeat(200_000) + message, limit: tokens },
  'a plain text of 4,000,000 characters': {
    source: () => `more: ${'x '.repeat(2_000_000)}\n${message}`,
    limit: '64 MB a file',
  },
  '100,000 documents': { source: () => `${message}---\n${'--- a\n'.repeat(100_000)}`, limit: 'the first alone' },
  '100,000 lists within each other': {
    source: () => `more:\n  ${'- '.repeat(100_000)}a\n${message}`,
    limit: 'the depth of the stack',
    says: /nested too deeply/,
  },
}

/** A file of another kind or size than the door expects. */
export const sizeAttacks: readonly Attack[] = [
  {
    name: 'the prompt is a pipe',
    limit: 'plain files alone',
    make: ground => ground.pipe('b.prompt.md'),
    typed,
    asks: 'never',
    says: /no plain file/,
  },
  {
    name: 'the prompt is a link to /dev/zero',
    limit: 'plain files alone',
    make: ground => ground.link('b.prompt.md', '/dev/zero'),
    typed: evaluate('b.prompt.md', '--eval-set', 'a.eval.jsonl'),
    asks: 'never',
  },
  {
    name: 'the prompt has 2 GiB',
    limit: '64 MB a file',
    make: ground => ground.sparse('b.prompt.md', gib2),
    typed,
    asks: 'never',
    says: /2048 MB/,
  },
  {
    name: 'the eval set that is named is a pipe',
    make: beside(ground => ground.pipe('cases.jsonl')),
    typed: evaluate('b.prompt.md', '--eval-set', 'cases.jsonl'),
    asks: 'never',
    says: /no plain file/,
  },
  {
    name: 'the eval set is a link to /dev/zero',
    make: beside(ground => ground.link('cases.jsonl', '/dev/zero')),
    typed: evaluate('b.prompt.md', '--eval-set', 'cases.jsonl'),
    asks: 'never',
  },
  { name: 'the eval set beside is a pipe', make: beside(ground => ground.pipe('b.eval.jsonl')), typed, asks: 'never' },
  {
    name: 'the eval set has 2 GiB of YAML',
    limit: '64 MB a file',
    make: beside(ground => ground.sparse('b.eval.yaml', gib2)),
    typed,
    asks: 'never',
    says: /2048 MB/,
  },
  {
    name: 'the eval set is one line of 512 MB',
    limit: '8 million characters a row',
    make: beside(ground => ground.sparse('b.eval.jsonl', 2 ** 29, '{"input":"')),
    typed,
    asks: 'never',
  },
  {
    name: 'the eval set is one field of 512 MB',
    limit: '8 million characters a row',
    make: beside(ground => ground.sparse('b.eval.csv', 2 ** 29, 'input,expected\n"')),
    typed,
    asks: 'never',
  },
  {
    name: 'a file of 2 GiB stands beside the prompt',
    make: ground => ground.sparse('a.eval.json', gib2),
    asks: 'never',
  },
  {
    name: 'a config of 2 GiB stands beside the prompt',
    make: ground => ground.sparse('promptfooconfig.yaml', gib2),
    asks: 'once',
  },
  {
    name: 'a config that is a pipe stands beside the prompt',
    make: ground => ground.pipe('promptfooconfig.yaml'),
    asks: 'once',
  },
  {
    name: 'a variable is a pipe',
    make(ground) {
      ground.write('b.prompt.md', 'Say {{input}}')
      ground.pipe('value.txt')
      ground.write(
        'promptfooconfig.yaml',
        'prompts: [b.prompt.md]\ntests:\n  - vars: { input: file://value.txt }\n    assert: [{ type: equals, value: x }]\n',
      )
    },
    typed: evaluate('b.prompt.md'),
    asks: 'never',
    says: /no plain file/,
  },
  {
    name: 'a table has 50,000 columns',
    limit: '10,000 columns',
    make: beside(ground => {
      const names = Array.from({ length: 50_000 }, (_, index) => `c${index}`)
      ground.write('b.eval.csv', `${names.join()},input,expected\n${'x,'.repeat(50_000)}1,2\n`)
    }),
    typed,
  },
  {
    name: 'a table has 5,000,000 rows without a case',
    limit: '1,000 broken rows',
    make: beside(ground => ground.write('b.eval.csv', `input,expected\n${'x\n'.repeat(5_000_000)}`)),
    typed,
    asks: 'never',
  },
  {
    name: 'a YAML file of aliases within aliases',
    make: beside(ground => {
      const levels = Array.from({ length: 12 }, (_, index) =>
        index === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]' : `a${index}: &a${index} [${`*a${index - 1}, `.repeat(9)}]`,
      )
      ground.write('b.eval.yaml', `${levels.join('\n')}\ncases: [{ input: *a11, expected: x }]\n`)
    }),
    typed,
    asks: 'never',
  },
  {
    name: 'a YAML file of 100,000 brackets within each other',
    limit: 'the depth of the stack',
    make: beside(ground => ground.write('b.eval.yaml', '['.repeat(100_000))),
    typed,
    asks: 'never',
  },
  {
    name: 'a JSON file of 100,000 brackets within each other',
    limit: 'the depth of the stack',
    make: beside(ground => ground.write('b.eval.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`)),
    typed,
    asks: 'never',
  },
  {
    name: 'lists of values that stand for a billion cases',
    make(ground) {
      ground.write('b.prompt.md', 'Say {{a}}{{b}}{{c}}')
      const list = `[${Array.from({ length: 1000 }, (_, index) => index).join()}]`
      ground.write(
        'promptfooconfig.yaml',
        `prompts: [b.prompt.md]\ntests:\n  - vars: { a: ${list}, b: ${list}, c: ${list} }\n    assert: [{ type: equals, value: x }]\n`,
      )
    },
    typed: evaluate('b.prompt.md'),
  },
  {
    name: 'a pattern of files with thousands of alternatives',
    make(ground) {
      ground.write('b.prompt.md', 'Say {{input}}')
      const braces = '{a,b,c,d,e,f,g,h}'.repeat(12)
      ground.write('promptfooconfig.yaml', `prompts: [b.prompt.md]\ntests: file://${braces}*${'*a'.repeat(200)}.csv\n`)
    },
    typed: evaluate('b.prompt.md'),
    asks: 'never',
  },
  {
    name: 'a regular expression that never ends',
    limit: '1 second a check',
    make: beside(ground => {
      const grader = { name: 'regex', value: '^(([a-z])+.)+[A-Z]([a-z])+$' }
      ground.write('b.eval.json', JSON.stringify({ grader, cases: [{ input: 'a', id: '1' }] }))
    }),
    typed,
    asks: 'once',
  },
  { name: 'the rules of git are a pipe', make: ground => ground.pipe('.gitignore'), typed: ['list'], asks: 'never' },
  {
    name: 'git’s own folder is a file that names a pipe',
    make(ground) {
      ground.pipe('git/index')
      ground.write('.git', 'gitdir: git\n')
    },
    asks: 'once',
  },
  {
    name: 'the index of git is nonsense',
    make(ground) {
      const index = Buffer.alloc(4096, 255)
      index.write('DIRC')
      ground.write('.git/index', index)
    },
    asks: 'once',
  },
  {
    name: 'folders are linked in a circle',
    make(ground) {
      ground.link('x/up', '..')
      ground.link('x/self', 'self')
    },
    typed: ['list'],
    asks: 'never',
  },
  {
    name: 'a folder holds 5,000 configs',
    make(ground) {
      for (let index = 0; index < 5000; index++)
        ground.write(`many/${index}.promptfoo.yaml`, 'tests: [x]\nprompts: [x]\n')
    },
    typed: ['list'],
    asks: 'never',
  },
  {
    name: 'a template of openings that never end',
    limit: 'each opening is searched once',
    make: ground => ground.write('prompts/b.j2', '{#{%{{'.repeat(500_000)),
    typed: evaluate('prompts/b.j2', '--eval-set', 'a.eval.jsonl'),
  },
  {
    name: 'a YAML prompt of values nested ten thousand deep',
    make: ground => ground.write('b.prompt.yml', `name: ${'x: '.repeat(10_000)}\n---\nbody`),
    typed: evaluate('b.prompt.yml'),
    asks: 'never',
    says: /cannot be parsed/,
  },
  {
    name: 'a YAML prompt of 30,000 keys with one name',
    limit: '100 duplicates are told',
    make: ground =>
      ground.write('b.prompt.yml', `${'a: b\n'.repeat(30_000)}messages: [{ role: user, content: 'Say {{input}}' }]\n`),
    typed: evaluate('b.prompt.yml', '--eval-set', 'a.eval.jsonl'),
  },
  ...Object.entries(wastefulYaml).map(
    ([what, { source, says, limit }]): Attack => ({
      name: `a YAML prompt of ${what}`,
      limit,
      make: ground => ground.write('b.prompt.yml', source()),
      typed: evaluate('b.prompt.yml', '--eval-set', 'a.eval.jsonl'),
      ...(says && { asks: 'never', says }),
    }),
  ),
  {
    name: 'a YAML eval set of 5,000,000 rows',
    limit: tokens,
    make: beside(ground => ground.write('b.eval.yaml', '- a\n'.repeat(5_000_000))),
    typed,
    asks: 'never',
    says: tooManyTokens,
  },
  {
    name: 'a YAML prompt of 20,000 anchors that are all used',
    make(ground) {
      const lines = Array.from({ length: 20_000 }, (_, index) => `- &a${index} x\n- *a${index}\n`)
      ground.write('b.prompt.yml', `messages: [{ role: user, content: 'Say {{input}}' }]\nmore:\n${lines.join('')}`)
    },
    typed: evaluate('b.prompt.yml', '--eval-set', 'a.eval.jsonl'),
  },
  {
    name: 'a schema of 15 KB refers to one definition 400 times',
    limit: '256 KB a schema, each definition once',
    make: beside(ground => {
      const properties = Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [`p${index}`, { type: 'string' }]),
      )
      const allOf = Array.from({ length: 400 }, () => ({ $ref: '#/definitions/d' }))
      const schema = { type: 'object', definitions: { d: { type: 'object', properties } }, allOf }
      const grader = { name: 'is-json', value: JSON.stringify(schema) }
      ground.write('b.eval.json', JSON.stringify({ grader, cases: [{ input: 'a', id: '1' }] }))
    }),
    typed,
  },
  {
    name: 'each of 6,000 cases shares runs of words with hundreds of others',
    limit: '24 runs a case, 200 cases a run',
    make(ground) {
      const rng = random('alike')
      const words = () => Array.from({ length: 300 }, () => `w${Math.floor(rng() * 20)}`).join(' ')
      const lines = Array.from({ length: 6_000 }, () => JSON.stringify({ input: words(), expected: 'x' }))
      ground.write('a.eval.jsonl', lines.join('\n'))
    },
    typed: ['check', 'a.prompt.md'],
    asks: 'never',
    says: /6,000 cases checked/,
  },
]
