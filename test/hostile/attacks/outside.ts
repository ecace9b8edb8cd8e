import { join } from 'node:path'
import type { Attack, Ground } from '../attack.ts'
import { evaluate } from '../attack.ts'
import { canary } from '../home.ts'

const refused = /outside of the workspace|no file matches|no such file/

const brought = (ground: Ground) => {
  ground.write('b.prompt.md', 'Say {{input}}')
  ground.write('rows.csv', 'input,expected\n1,2\n')
}

/** A promptfoo config whose only test has these variables. */
const config = (vars: string): string =>
  `prompts: [b.prompt.md]\ntests:\n  - vars:\n      input: ${vars}\n    assert: [{ type: equals, value: x }]\n`

const withConfig = (text: (ground: Ground) => string) => (ground: Ground) => {
  ground.write('b.prompt.md', 'Say {{input}}')
  ground.write('promptfooconfig.yaml', text(ground))
}

const typed = evaluate('b.prompt.md')

const named = (what: string, text: (ground: Ground) => string): Attack => ({
  name: `a variable is ${what}`,
  make: withConfig(ground => config(text(ground))),
  typed,
  asks: 'never',
  says: refused,
})

/** What a file names, or a link leads to, lies outside of the repository. */
export const outsideAttacks: readonly Attack[] = [
  named('the environment of the process', () => 'file:///proc/self/environ'),
  named('a file of the system', () => 'file:///etc/passwd'),
  named('a file of yours by its whole path', ({ home }) => `file://${home}/secret.txt`),
  named('a file of yours by a way up', () => 'file://../home/secret.txt'),
  named('a file of yours by a way down and up', () => 'file://./x/../../home/secret.txt'),
  named('a pattern of files of yours', ({ home }) => `file://${home}/*.txt`),
  named('a pattern of all files', () => 'file:///**/secret.txt'),
  named('one of a list of files of yours', ({ home }) => `['x', 'file://${home}/secret.txt']`),
  {
    name: 'a variable is a link to a file of yours',
    make(ground) {
      ground.link('inside.txt', join(ground.home, 'secret.txt'))
      withConfig(() => config('file://inside.txt'))(ground)
    },
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'a variable lies in a link to a folder of yours',
    make(ground) {
      ground.link('inside', ground.home)
      withConfig(() => config('file://inside/secret.txt'))(ground)
    },
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'a pattern matches what lies in a link to a folder of yours',
    make(ground) {
      ground.link('inside', ground.home)
      withConfig(() => config('file://inside/*.txt'))(ground)
    },
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'the variables of a test are a file of yours',
    make: withConfig(
      ({ home }) =>
        `prompts: [b.prompt.md]\ntests:\n  - vars: file://${home}/vars.yaml\n    assert: [{ type: equals, value: x }]\n`,
    ),
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'the tests are a file of yours',
    make: withConfig(({ home }) => `prompts: [b.prompt.md]\ntests: file://${home}/tests.csv\n`),
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'what all tests share is a file of yours',
    make: withConfig(
      ({ home }) => `prompts: [b.prompt.md]\ndefaultTest: file://${home}/vars.yaml\ntests: [{ vars: { input: x } }]\n`,
    ),
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'what an assertion compares with is a file of yours',
    make: withConfig(
      ({ home }) =>
        `prompts: [b.prompt.md]\ntests:\n  - vars: { input: x }\n    assert: [{ type: llm-rubric, value: file://${home}/secret.txt }]\n`,
    ),
    typed: evaluate('b.prompt.md', '--judge-model', 'm'),
    asks: 'never',
  },
  {
    name: 'a Waza suite names tasks of yours',
    make(ground) {
      ground.write('skill/SKILL.md', '---\nname: skill\ndescription: x\n---\nAnswer.\n')
      ground.write('skill/evals/eval.yaml', `skill: skill\ntasks:\n  - ${ground.home}/task.yaml\n`)
    },
    typed: evaluate('skill/SKILL.md'),
    asks: 'never',
  },
  {
    name: 'the prompt is a link to a file of yours',
    make: ground => ground.link('b.prompt.md', join(ground.home, 'secret.txt')),
    typed: evaluate('b.prompt.md', '--eval-set', 'a.eval.jsonl'),
    asks: 'never',
    says: refused,
  },
  {
    name: 'the prompt lies in a link to a folder of yours',
    make: ground => ground.link('prompts', ground.home),
    typed: evaluate('prompts/own.prompt.md', '--eval-set', 'a.eval.jsonl'),
    asks: 'never',
    says: refused,
  },
  {
    name: 'the eval set is a link to a file of yours',
    make(ground) {
      ground.write('b.prompt.md', 'Say {{input}}')
      ground.link('b.eval.jsonl', join(ground.home, 'cases.jsonl'))
    },
    typed: evaluate('b.prompt.md'),
    asks: 'never',
    says: refused,
  },
  {
    name: 'the folder of splits is a link to a folder of yours',
    make(ground) {
      ground.write('b.prompt.md', 'Say {{input}}')
      ground.link('b.eval', ground.home)
    },
    typed: evaluate('b.prompt.md'),
    asks: 'never',
  },
  {
    name: 'a listing meets links out of the repository',
    make(ground) {
      ground.link('b.prompt.md', join(ground.home, 'secret.txt'))
      ground.link('promptfooconfig.yaml', join(ground.home, 'vars.yaml'))
      ground.write(
        'c/promptfooconfig.yaml',
        `prompts: ['file://${ground.home}/own.prompt.md']\ntests: [{ vars: { a: b } }]\n`,
      )
    },
    typed: ['list', '--json'],
    asks: 'never',
  },
  {
    name: 'a variable is git’s own configuration, with the password of the checkout',
    make(ground) {
      ground.git('init', '-q')
      ground.write('.git/config', `[http]\n\textraheader = AUTHORIZATION: basic ${canary}\n`)
      withConfig(() => config('file://.git/config'))(ground)
    },
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'a variable is a link into git’s own files',
    make(ground) {
      ground.git('init', '-q')
      ground.write('.git/config', `[http]\n\textraheader = AUTHORIZATION: basic ${canary}\n`)
      ground.link('inside.txt', '.git/config')
      withConfig(() => config('file://inside.txt'))(ground)
    },
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'a variable is the record of your runs',
    make(ground) {
      ground.write('.gpo/runs/20260101-000000-aaaaaa.jsonl', '{}\n')
      withConfig(() => config('file://.gpo/runs/*.jsonl'))(ground)
    },
    typed,
    asks: 'never',
    says: refused,
  },
  {
    name: 'the file of drafts is a dangling link to a file of yours that is to be made',
    make(ground) {
      brought(ground)
      ground.write('rows.csv', 'input\n1\n')
      ground.link('b.drafts.yaml', join(ground.home, 'made.yaml'))
    },
    typed: ['cases', 'import', 'rows.csv', 'b.prompt.md'],
    asks: 'never',
    says: refused,
  },
  {
    name: 'the new eval set is a dangling link to a file of yours that is to be made',
    make(ground) {
      brought(ground)
      ground.link('b.eval.yaml', join(ground.home, 'made.yaml'))
    },
    typed: ['cases', 'import', 'rows.csv', 'b.prompt.md'],
    asks: 'never',
  },
  {
    name: 'rows to import are a link to a file of yours',
    make(ground) {
      brought(ground)
      ground.link('other.csv', join(ground.home, 'tests.csv'))
    },
    typed: ['cases', 'import', 'other.csv', 'b.prompt.md'],
    asks: 'never',
    says: refused,
  },
]
