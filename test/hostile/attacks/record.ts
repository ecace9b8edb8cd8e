import { linkSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Attack } from '../attack.ts'

const refused = /This is not a file that GPO keeps for itself/

/** The folder of runs leads elsewhere, or holds what is no plain file. */
export const recordAttacks: readonly Attack[] = [
  ...(['.gpo', '.gpo/runs', '.gpo/answers'] as const).map(
    (place): Attack => ({
      name: `${place} is a symbolic link to a folder of yours`,
      make: ground => ground.link(place, ground.home),
      asks: 'never',
      says: refused,
    }),
  ),
  {
    name: '.gpo is a dangling link to a folder that is to be made',
    make: ground => ground.link('.gpo', join(ground.home, 'made')),
    asks: 'never',
    says: refused,
  },
  ...(['.bashrc', 'not-there-yet'] as const).map(
    (name): Attack => ({
      name: `.gpo/scores.jsonl is a symbolic link to ~/${name}`,
      make: ground => ground.link('.gpo/scores.jsonl', join(ground.home, name)),
      asks: 'never',
      says: refused,
    }),
  ),
  {
    name: '.gpo/scores.jsonl is a second name of ~/.bashrc',
    make(ground) {
      mkdirSync(join(ground.folder, '.gpo'))
      linkSync(join(ground.home, '.bashrc'), join(ground.folder, '.gpo/scores.jsonl'))
    },
    asks: 'never',
    says: refused,
  },
  {
    name: '.gpo/.gitignore is a dangling link',
    make: ground => ground.link('.gpo/.gitignore', join(ground.home, 'ignored')),
  },
  { name: '.gpo is a file', make: ground => ground.write('.gpo', ''), asks: 'never', says: refused },
  { name: '.gpo is a pipe', make: ground => ground.pipe('.gpo'), asks: 'never', says: refused },
  { name: '.gpo/runs is a pipe', make: ground => ground.pipe('.gpo/runs'), asks: 'never', says: refused },
  {
    name: '.gpo/scores.jsonl is a pipe',
    make: ground => ground.pipe('.gpo/scores.jsonl'),
    asks: 'never',
    says: refused,
  },
  { name: 'an answers file is a pipe', make: ground => ground.pipe('.gpo/answers/x.jsonl'), asks: 'once' },
  {
    name: 'an answers file is a link to /dev/zero',
    make: ground => ground.link('.gpo/answers/x.jsonl', '/dev/zero'),
    asks: 'once',
  },
  {
    name: 'an answers file is a link to a file of yours',
    make: ground => ground.link('.gpo/answers/x.jsonl', join(ground.home, 'secret.txt')),
    asks: 'once',
  },
  { name: 'an answers file is a folder', make: ground => ground.write('.gpo/answers/x.jsonl/y', ''), asks: 'once' },
  {
    name: 'the list of keys of an answers file is a pipe',
    make(ground) {
      ground.write('.gpo/answers/x.jsonl', '')
      ground.pipe('.gpo/answers/x.keys')
    },
    asks: 'once',
  },
  {
    name: 'a line of the answers has 128 MB',
    limit: '64 MB a line',
    make: ground => ground.write('.gpo/answers/x.jsonl', Buffer.alloc(128 * 2 ** 20, 'x')),
    asks: 'once',
  },
  {
    name: 'the answers are 300 MB of short lines',
    limit: 'read in pieces of 1 MB',
    make: ground => ground.write('.gpo/answers/x.jsonl', Buffer.alloc(300 * 2 ** 20, '{"key":"1","value":["x"]}\n')),
    asks: 'once',
  },
  {
    name: 'a journal is a pipe',
    make: ground => ground.pipe('.gpo/runs/20260101-000000-aaaaaa.jsonl'),
    typed: ['resume', '20260101-000000-aaaaaa'],
    asks: 'never',
    says: refused,
  },
  {
    name: 'a journal is a link to a file of yours',
    make: ground => ground.link('.gpo/runs/20260101-000000-aaaaaa.jsonl', join(ground.home, 'secret.txt')),
    typed: ['resume', '20260101-000000-aaaaaa'],
    asks: 'never',
    says: refused,
  },
  {
    name: 'a journal has 2 GiB',
    limit: '256 MB a journal',
    make: ground => ground.sparse('.gpo/runs/20260101-000000-aaaaaa.jsonl', 2 ** 31),
    typed: ['resume', '20260101-000000-aaaaaa'],
    asks: 'never',
    says: /The file has 2048 MB/,
  },
]
