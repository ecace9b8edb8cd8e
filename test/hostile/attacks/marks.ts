import { join } from 'node:path'
import type { Attack, Ground } from '../attack.ts'
import { obeyed } from './texts.ts'

const judged = (ground: Ground): void => {
  ground.write('b.prompt.md', 'Answer the customer.\n\n{{ticket}}\n')
  ground.write(
    'b.eval.yaml',
    'grader: { name: judge, rubric: It offers a refund. }\ncases:\n  - { id: mug, ticket: My mug came broken. }\n',
  )
}

const demo = ['--judge-model', 'demo']
const judging = ['judge', 'b.prompt.md', ...demo]
const marking = ['cases', 'mark', 'b.prompt.md', 'mug', 'bad', '--answer', 'No.', '--task-model', 'demo', ...demo]

const mark = (answer: string): string => JSON.stringify([{ case: 'mug', vars: { ticket: 'x' }, answer, mark: 'good' }])

/** What a file of marks beside a prompt can be, which `gpo judge`, `gpo optimize` and `gpo cases mark` read and write. */
export const markAttacks: readonly Attack[] = [
  ...[
    ['a check of the judge', judging],
    ['a run', ['optimize', 'b.prompt.md', '--task-model', 'demo', '--steps', '1', ...demo]],
    ['another mark', marking],
  ].map(
    ([reader, typed]): Attack => ({
      name: `the marks that ${reader} reads are a link to a file of yours`,
      make(ground) {
        judged(ground)
        ground.link('b.marks.yaml', join(ground.home, 'task.yaml'))
      },
      typed: [typed ?? []].flat(),
      asks: 'never',
    }),
  ),
  {
    name: 'the marks are a dangling link to a file of yours that is to be made',
    make(ground) {
      judged(ground)
      ground.link('b.marks.yaml', join(ground.home, 'made.yaml'))
    },
    typed: marking,
    asks: 'never',
    says: /outside of the workspace|The system refuses/,
  },
  {
    name: 'the marks are a pipe',
    make(ground) {
      judged(ground)
      ground.pipe('b.marks.yaml')
    },
    typed: judging,
    asks: 'never',
    says: /no plain file|not a plain file|is no file/i,
  },
  {
    name: 'marks hold what a terminal obeys',
    make(ground) {
      judged(ground)
      ground.write('b.marks.yaml', mark(obeyed))
    },
    typed: judging,
    asks: 'never',
  },
  {
    name: 'marks are written as no marks are',
    make(ground) {
      judged(ground)
      ground.write('b.marks.yaml', '[null, 1, {}, {vars: 1, mark: good}, {__proto__: {mark: good}, answer: [1]}]')
    },
    typed: judging,
    asks: 'never',
  },
  {
    name: 'the marks have 2 GiB',
    limit: '64 MB a file',
    make(ground) {
      judged(ground)
      ground.sparse('b.marks.yaml', 2 ** 31, mark('No.'))
    },
    typed: judging,
    says: /The file has 2048 MB/,
  },
]
