import { join } from 'node:path'
import type { Attack, Ground } from '../attack.ts'
import { evaluate } from '../attack.ts'

const touch = ({ home }: Ground): string =>
  `require('node:fs').writeFileSync(${JSON.stringify(join(home, 'owned'))}, '')`

const withTest =
  (test: (ground: Ground) => unknown, more: object = {}) =>
  (ground: Ground) => {
    ground.write('b.prompt.md', 'Say {{input}}')
    ground.write('promptfooconfig.yaml', JSON.stringify({ prompts: ['b.prompt.md'], tests: [test(ground)], ...more }))
  }

const typed = evaluate('b.prompt.md')

/** Code that comes with the repository. */
export const codeAttacks: readonly Attack[] = [
  {
    name: 'a check is JavaScript',
    make: withTest(ground => ({ vars: { input: 'x' }, assert: [{ type: 'javascript', value: touch(ground) }] })),
    typed,
    asks: 'never',
    says: /is not allowed to run/,
  },
  {
    name: 'a check that may run reaches for files, the network and the process',
    make: withTest(ground => ({
      vars: { input: 'x' },
      assert: [
        {
          type: 'javascript',
          value: `const found = this.constructor.constructor('return process')()\n${touch(ground)}\nreturn true`,
        },
        { type: 'javascript', value: `fetch('${ground.stranger}') || true` },
      ],
    })),
    typed: evaluate('b.prompt.md', '--allow-code'),
  },
  {
    name: 'a check that may run never ends',
    limit: '1 second a check',
    make: withTest(() => ({
      vars: { input: 'x' },
      assert: [{ type: 'javascript', value: 'while (true) {}\nreturn true' }],
    })),
    typed: evaluate('b.prompt.md', '--allow-code'),
  },
  {
    name: 'a check that may run takes all memory',
    limit: '64 MB a check',
    make: withTest(() => ({
      vars: { input: 'x' },
      assert: [
        { type: 'javascript', value: 'const all = []\nwhile (true) all.push(new Array(1e6).fill(all))\nreturn true' },
      ],
    })),
    typed: evaluate('b.prompt.md', '--allow-code'),
  },
  {
    name: 'a check is a file of code',
    make(ground) {
      ground.write('check.js', `module.exports = () => { ${touch(ground)}; return true }\n`)
      withTest(() => ({ vars: { input: 'x' }, assert: [{ type: 'javascript', value: 'file://check.js' }] }))(ground)
    },
    typed: evaluate('b.prompt.md', '--allow-code'),
    asks: 'never',
  },
  {
    name: 'a variable is a file of code',
    make(ground) {
      ground.write('value.js', `${touch(ground)}\n`)
      withTest(() => ({ vars: { input: 'file://value.js' }, assert: [{ type: 'equals', value: 'x' }] }))(ground)
    },
    typed,
    asks: 'never',
  },
  {
    name: 'the config is code',
    make(ground) {
      ground.write('b.prompt.md', 'Say {{input}}')
      ground.write('promptfooconfig.js', `${touch(ground)}\n`)
    },
    typed: evaluate('b.prompt.md'),
    asks: 'never',
  },
  {
    name: 'the tests are made by a program',
    make: withTest(() => 'x', { tests: 'file://make.py:tests' }),
    typed,
    asks: 'never',
  },
  {
    name: 'the provider is a program',
    make: withTest(() => ({ vars: { input: 'x' }, assert: [{ type: 'equals', value: 'x' }] }), {
      providers: ['exec: touch owned', 'python:x.py'],
    }),
    typed,
  },
  {
    name: 'the answer is changed by code first',
    make: withTest(ground => ({
      vars: { input: 'x' },
      options: { transform: touch(ground) },
      assert: [{ type: 'equals', value: 'x' }],
    })),
    typed,
    asks: 'never',
  },
]
