import type { Attack } from '../attack.ts'
import { evaluate } from '../attack.ts'

/** What a terminal would obey, or read in another order than it stands. */
export const obeyed = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egnp.exe\u2066x\u200b'

/** Texts that would be obeyed if they were more than texts. */
export const textAttacks: readonly Attack[] = [
  {
    name: 'ids of cases hold what a terminal obeys',
    make: ground => ground.write('a.eval.jsonl', `${JSON.stringify({ id: obeyed, input: '1', expected: obeyed })}\n`),
    asks: 'once',
  },
  {
    name: 'ids of cases hold what a terminal obeys, printed as JSON',
    make: ground => ground.write('a.eval.jsonl', `${JSON.stringify({ id: obeyed, input: '1', expected: obeyed })}\n`),
    typed: evaluate('a.prompt.md', '--json'),
    asks: 'once',
  },
  {
    name: 'the name of a prompt file holds what a terminal obeys',
    make(ground) {
      ground.write(`${obeyed.replaceAll('/', '')}.prompt.md`, 'Say {{input}}')
    },
    typed: ['list'],
    asks: 'never',
  },
  {
    name: 'the name of a missing file holds what a terminal obeys',
    make(ground) {
      ground.write('b.prompt.md', 'Say {{input}}')
      ground.write('promptfooconfig.yaml', JSON.stringify({ prompts: ['b.prompt.md'], tests: `file://${obeyed}.csv` }))
    },
    typed: evaluate('b.prompt.md'),
    asks: 'never',
  },
  {
    name: 'a broken YAML file holds what a terminal obeys',
    make: ground => ground.write('a.eval.yaml', `- input: "${obeyed}\n  x: [}`),
    typed: evaluate('a.prompt.md', '--eval-set', 'a.eval.yaml'),
    asks: 'never',
  },
  {
    name: 'names of variables are those of every object',
    make(ground) {
      ground.write('b.prompt.md', 'Say {{constructor}} {{__proto__}} {{toString}}')
      ground.write(
        'b.eval.jsonl',
        '{"id":"__proto__","constructor":"1","__proto__":"2","toString":"3","expected":"x"}\n',
      )
    },
    typed: evaluate('b.prompt.md'),
  },
  {
    name: 'a grader is named as every object’s own',
    make: ground => ground.write('a.eval.jsonl', '{"input":"1","expected":"x","grader":"constructor"}\n'),
    asks: 'never',
  },
  {
    name: 'the dialect of a placeholder is a program',
    make: ground =>
      ground.write('a.prompt.md', 'Say {{input}} {{ cycler.__init__.__globals__.os.popen("id").read() }}\n'),
  },
  {
    name: 'names of files are options and commands',
    make(ground) {
      ground.write('--write.prompt.md', 'Say {{input}}')
      ground.write('$(touch owned).prompt.md', 'Say {{input}}')
      ground.write('; touch owned;.prompt.md', 'Say {{input}}')
    },
    typed: ['list', '--json'],
    asks: 'never',
  },
]
