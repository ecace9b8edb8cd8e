import type { Attack } from '../attack.ts'

const importing = (from: string): readonly string[] => ['cases', 'import', from, 'a.prompt.md', '--preview']
const typed = importing('rows.jsonl')

/** How a JPEG begins. */
const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0])

/** Rows and logs that came with the repository, of which the user makes cases. */
export const importAttacks: readonly Attack[] = [
  {
    name: 'rows to import have 1 GiB',
    limit: '64 MB a file',
    make: ground => ground.sparse('rows.jsonl', 2 ** 30, '{"input":"a"}\n'),
    typed,
    says: /The file has 1024 MB/,
  },
  {
    name: 'each of 50,000 rows to import has a column of its own',
    limit: '1,000 columns, 100,000 rows',
    make: ground => ground.write('rows.jsonl', Array.from({ length: 50_000 }, (_, at) => `{"k${at}":"x"}\n`).join('')),
    typed,
    says: /are imported at once/,
  },
  {
    name: 'a log to import is one message of 20,000,000 characters',
    limit: '1,000,000 characters a cell',
    make: ground => ground.write('rows.jsonl', JSON.stringify({ input: 'eyJ-'.repeat(5_000_000), expected: '2' })),
    typed,
    says: /in one cell/,
  },
  {
    name: 'a folder to import has 20,000 inputs',
    limit: '10,000 files a folder',
    make(ground) {
      for (let at = 0; at < 20_000; at++) ground.write(`inputs/${at}.txt`, 'a')
    },
    typed: importing('inputs'),
    says: /20,000 files.*no more than 10,000/s,
  },
  {
    name: 'a folder to import has 2,000 films of 3 MB and one of 2 GiB',
    limit: '3 MB an input, 4 KB of what is no text',
    make(ground) {
      ground.write('inputs/a.txt', '1 + 1')
      ground.sparse('inputs/b.mp4', 2 ** 31, 'a film\n')
      for (let at = 0; at < 2000; at++) ground.sparse(`inputs/${at}.jpg`, 2_900_000, picture)
    },
    typed: importing('inputs'),
    says: /folder of inputs, 1 row\b.*\(2001\)/s,
  },
  {
    name: 'the folder to import is a link to a folder of yours',
    make: ground => ground.link('inputs', ground.home),
    typed: importing('inputs'),
    asks: 'never',
    says: /outside of the workspace|No row was found/,
  },
  {
    name: 'a file in the folder to import is a link to a file of yours',
    make(ground) {
      ground.write('inputs/a.txt', '1 + 1')
      ground.link('inputs/b.txt', `${ground.home}/.bashrc`)
    },
    typed: importing('inputs'),
    asks: 'never',
    says: /not read: b\.txt/,
  },
]
