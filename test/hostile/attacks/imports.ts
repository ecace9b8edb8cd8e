import type { Attack } from '../attack.ts'

const typed = ['cases', 'import', 'rows.jsonl', 'a.prompt.md', '--preview']

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
]
